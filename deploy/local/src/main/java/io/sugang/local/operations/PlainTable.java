package io.sugang.local.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;

/** Rows of words under headings. What a terminal would obey is not shown. */
public final class PlainTable {

  private static final int GAP = 2;

  private final List<String[]> rows = new ArrayList<>();

  public PlainTable(String... headings) {
    rows.add(headings);
  }

  /** One more row, as wide as the headings; an empty cell is a dash. */
  public void add(String... cells) {
    String[] row = new String[cells.length];
    for (int i = 0; i < cells.length; i++) {
      row[i] = cells[i] == null || cells[i].isEmpty() ? "-" : harmless(cells[i]);
    }
    rows.add(row);
  }

  /** Text without control characters, such as those that move a terminal's cursor. */
  public static String harmless(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "·");
  }

  /** The table, with a line for each row. */
  @Override
  public String toString() {
    int columns = rows.getFirst().length;
    Column[] widths =
        IntStream.range(0, columns)
            .mapToObj(i -> new Column(width(i) + GAP, 0, Column.Overflow.SPAN))
            .toArray(Column[]::new);
    TextTable table = TextTable.forColumns(Help.defaultColorScheme(Ansi.OFF), widths);
    rows.forEach(
        row -> {
          Ansi.Text[] cells = new Ansi.Text[columns];
          for (int i = 0; i < columns; i++) {
            cells[i] = Ansi.OFF.new Text(row[i], Help.defaultColorScheme(Ansi.OFF));
          }
          table.addRowValues(cells);
        });
    return table.toString().stripTrailing();
  }

  private int width(int column) {
    return rows.stream()
        .mapToInt(row -> Ansi.OFF.new Text(row[column]).getCJKAdjustedLength())
        .max()
        .orElse(0);
  }
}
