package io.sugang.waitlist.outbound.redis;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.line.LineEntry;
import io.sugang.contract.line.LineKeys;
import io.sugang.contract.message.DropRequested;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.application.SectionJournal;
import io.sugang.waitlist.application.SectionJournal.SettledRequest;
import io.sugang.waitlist.application.Settlement;
import io.sugang.waitlist.domain.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a section's line is to hold: all that the journal knows, and what waits in Redis alone.
 * Receipts are built anew: one that a lost write should have ended would keep its student out for
 * ever.
 */
final class LineContents {

  private static final int LINE = 2;
  private static final int REQUESTS = 3;
  private static final int LIVE = 4;
  private static final int COUNTER = 5;
  private static final int DECISIONS = 6;
  private static final int SEATS = 7;
  private static final int WAITLIST = 8;

  private final SectionId section;
  private final long epoch;
  private final Section seats;
  private final TreeMap<RequestNumber, LineRequest> waiting = new TreeMap<>();
  private final TreeMap<RequestNumber, Settlement> decided = new TreeMap<>();
  private final Map<String, String> live = new LinkedHashMap<>();
  private final List<List<String>> receipts = new ArrayList<>();
  private long counter;

  LineContents(SectionId section, SectionJournal journal, long epoch) {
    this.section = section;
    this.epoch = epoch;
    this.seats = journal.section();
    for (SettledRequest settled : journal.settled()) {
      decided.put(settled.request().number(), settled.settlement());
      receipts.add(receipt(settled.request()));
      count(settled.request().number());
      if (settled.settlement().staysLive()) {
        answerWith(settled.request());
      }
    }
    journal.undecided().forEach(this::addWaiting);
  }

  /** The keys that {@link io.sugang.contract.line.LineScript#rebuild} takes. */
  static List<String> keys(SectionId section) {
    var keys = new LineKeys(section);
    var all = new ArrayList<>(List.of(keys.opened()));
    all.addAll(keys.ofShowing());
    return all;
  }

  private void addWaiting(LineRequest request) {
    waiting.put(request.number(), request);
    receipts.add(receipt(request));
    count(request.number());
    answerWith(request);
  }

  /**
   * Joined, but never published: it waits in Redis alone, and is decided in its turn all the same;
   * unless its number belongs to another request.
   */
  void addSurvivor(String number, String entry) {
    LineRequest survivor =
        LineEntry.read(section, new RequestNumber(Long.parseLong(number)), entry);
    if (!waiting.containsKey(survivor.number()) && !decided.containsKey(survivor.number())) {
      waiting.put(survivor.number(), survivor);
      count(survivor.number());
      answerWith(survivor);
    }
  }

  /** Goes on from the number that Redis gave last. */
  void countFrom(long number) {
    if (RequestNumber.isValid(number)) {
      count(new RequestNumber(number));
    }
  }

  /** People see the counter; it goes on from the highest that anybody was told. */
  private void count(RequestNumber number) {
    counter = Math.max(counter, number.counter());
  }

  /** Whoever comes first stays. */
  private void answerWith(LineRequest request) {
    live.putIfAbsent(
        Settlement.liveField(request),
        request.number() + "|" + request.acceptedAt().toEpochMilli());
    if (request instanceof DropRequested drop) {
      live.put(LineKeys.lastDropField(drop.student()), drop.receipt().toString());
    }
  }

  private static List<String> receipt(LineRequest request) {
    return List.of(LineKeys.receipts(request.student()), LineKeys.receiptOf(request));
  }

  /** Keys and members of the students' sets of receipts. */
  List<List<String>> receipts() {
    return receipts;
  }

  /**
   * All things to be written, three words each. What proves that the line is whole comes first, so
   * that a loss in between shows; the counter, which lets people in, comes last.
   */
  List<String> written() {
    var words = new ArrayList<String>();
    add(words, LIVE, LineKeys.OPENED, Long.toString(epoch));
    add(words, DECISIONS, LineKeys.OPENED, Long.toString(epoch));
    add(words, DECISIONS, LineKeys.UNDECIDED, Integer.toString(waiting.size()));
    waiting.forEach(
        (number, request) -> {
          add(words, LINE, number.toString(), number.toString());
          add(words, REQUESTS, number.toString(), LineEntry.write(request));
        });
    live.forEach((field, receipt) -> add(words, LIVE, field, receipt));
    long ranked = 0;
    for (Settlement settlement : decided.values()) {
      String number = settlement.number().toString();
      add(words, DECISIONS, number, settlement.decision().toText());
      if (settlement.onWaitlist()) {
        add(words, WAITLIST, number, number);
        ranked++;
      }
    }
    add(words, SEATS, "ranked", Long.toString(ranked));
    add(words, SEATS, "capacity", Integer.toString(seats.capacity()));
    add(words, SEATS, "taken", Integer.toString(seats.taken()));
    add(words, SEATS, "waitlisted", Integer.toString(seats.waitlisted()));
    add(words, SEATS, "version", Long.toString(seats.version()));
    add(words, COUNTER, "", Long.toString(RequestNumber.value(epoch, counter)));
    return words;
  }

  private static void add(List<String> words, int key, String field, String value) {
    words.add(Integer.toString(key));
    words.add(field);
    words.add(value);
  }
}
