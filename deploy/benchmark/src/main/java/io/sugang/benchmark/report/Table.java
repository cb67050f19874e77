package io.sugang.benchmark.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Text in aligned columns: the first one to the left, the others to the right. */
public final class Table {

  private static final String GAP = "  ";

  private final int columns;
  private final List<List<String>> rows = new ArrayList<>();

  public Table(List<String> header) {
    columns = header.size();
    rows.add(header);
  }

  /** Adds a row with as many cells as the header. */
  public Table add(List<String> row) {
    if (row.size() != columns) {
      throw new IllegalArgumentException(
          "row: %d cells (expected: %d)".formatted(row.size(), columns));
    }
    rows.add(row);
    return this;
  }

  /** The lines, without spaces at their ends. */
  public List<String> lines() {
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      String padding = " ".repeat(widths[i] - row.get(i).length());
      cells.add(i == 0 ? row.get(i) + padding : padding + row.get(i));
    }
    return cells.stream().collect(Collectors.joining(GAP)).stripTrailing();
  }
}
