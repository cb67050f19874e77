package io.sugang.waitlist.outbound.redis;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.line.LineEntry;
import io.sugang.contract.line.LineKeys;
import io.sugang.contract.message.DropRequested;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.application.decide.LineUpdate;
import io.sugang.waitlist.application.recover.SectionOpening;
import io.sugang.waitlist.rule.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What a section's line is to hold before anybody may join: what the journal says, and what waits
 * in Redis alone. Receipts are built anew: one that a lost write should have ended would keep its
 * student out for ever.
 */
final class LineContents {

  private static final int LINE = 2;
  private static final int REQUESTS = 3;
  private static final int LIVE = 4;
  private static final int COUNTER = 5;
  private static final int DECISIONS = 6;
  private static final int SEATS = 7;

  /** Things that one script writes, at most; Redis serves nobody else meanwhile. */
  private static final int WRITTEN_AT_ONCE = 1000;

  private final SectionOpening opening;
  private final long epoch;
  private final TreeMap<RequestNumber, LineRequest> waiting = new TreeMap<>();
  private long counter;

  LineContents(SectionOpening opening, long epoch) {
    this.opening = opening;
    this.epoch = epoch;
    countFrom(opening.highest());
    opening.undecided().forEach(request -> waiting.put(request.number(), request));
  }

  /** The keys that {@link io.sugang.contract.line.LineScript#rebuild} takes. */
  List<String> keys() {
    var keys = new LineKeys(section());
    var all = new ArrayList<>(List.of(keys.opened()));
    all.addAll(keys.ofShowing());
    return all;
  }

  private SectionId section() {
    return opening.section().id();
  }

  /**
   * Joined, but never published: it waits in Redis alone, and is decided in its turn all the same;
   * unless the journal has its number.
   */
  void addSurvivor(LineRequest survivor) {
    waiting.putIfAbsent(survivor.number(), survivor);
    counter = Math.max(counter, survivor.number().counter());
  }

  /** People see the counter; it goes on from the highest that anybody was told. */
  void countFrom(long number) {
    if (RequestNumber.isValid(number)) {
      counter = Math.max(counter, new RequestNumber(number).counter());
    }
  }

  /**
   * The values of all the scripts that write it, in their order. What proves that the line is whole
   * comes first, so that a loss in between shows; the counter, which lets people in, comes last. A
   * decided receipt stays before an undecided one.
   */
  List<List<String>> scripts() {
    var scripts = new ArrayList<List<String>>();
    var marks = script("begin");
    add(marks, LIVE, LineKeys.OPENED, Long.toString(epoch));
    add(marks, DECISIONS, LineKeys.OPENED, Long.toString(epoch));
    add(marks, DECISIONS, LineKeys.UNDECIDED, Integer.toString(waiting.size()));
    if (opening.highest() > 0) {
      add(marks, DECISIONS, LineKeys.UNRESTORED, "1");
    }
    scripts.add(marks);
    opening.receipts().forEach(text -> scripts.add(script("receipts", text)));
    opening.ranks().forEach(text -> scripts.add(script("ranks", text)));
    List<String> things = things();
    for (int from = 0; from < things.size(); from += 3 * WRITTEN_AT_ONCE) {
      List<String> some = script("things");
      some.addAll(things.subList(from, Math.min(things.size(), from + 3 * WRITTEN_AT_ONCE)));
      scripts.add(some);
    }
    return scripts;
  }

  private List<String> script(String... words) {
    var script = new ArrayList<>(List.of(Long.toString(epoch)));
    script.addAll(List.of(words));
    return script;
  }

  private List<String> things() {
    var things = new ArrayList<String>();
    waiting.forEach(
        (number, request) -> {
          add(things, LINE, number.toString(), number.toString());
          add(things, REQUESTS, number.toString(), LineEntry.write(request));
          add(things, LIVE, LineUpdate.liveField(request), LineEntry.receipt(request));
          if (request instanceof DropRequested drop) {
            add(things, LIVE, LineKeys.lastDropField(drop.student()), drop.releases().toString());
          }
        });
    Section seats = opening.section();
    add(things, SEATS, "ranked", Long.toString(ranked()));
    add(things, SEATS, "capacity", Integer.toString(seats.capacity()));
    add(things, SEATS, "taken", Integer.toString(seats.taken()));
    add(things, SEATS, "waitlisted", Integer.toString(seats.waitlisted()));
    add(things, SEATS, "version", Long.toString(seats.version()));
    add(things, COUNTER, "", Long.toString(RequestNumber.value(epoch, counter)));
    return things;
  }

  private long ranked() {
    return opening.ranks().stream()
        .mapToLong(text -> 1 + text.chars().filter(c -> c == ',').count())
        .sum();
  }

  private static void add(List<String> words, int key, String field, String value) {
    words.add(Integer.toString(key));
    words.add(field);
    words.add(value);
  }
}
