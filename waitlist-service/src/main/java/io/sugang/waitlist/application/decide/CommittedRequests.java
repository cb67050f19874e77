package io.sugang.waitlist.application.decide;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.message.LineRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Requests whose decision this process saw committed, the latest ones. They are in the journal with
 * their decision, so they need not be recorded first. What was only looked at, or whose commit
 * nobody answered, is not among them.
 */
@ApplicationScoped
public class CommittedRequests {

  /** About 200 bytes each; some seconds of a rush. */
  private static final int REMEMBERED = 50_000;

  private record Key(SectionId section, RequestNumber number) {
    static Key of(LineRequest request) {
      return new Key(request.section(), request.number());
    }
  }

  private final Map<Key, LineRequest> latest =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, LineRequest> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** A commit that decided these requests was answered. */
  synchronized void add(Collection<LineRequest> requests) {
    requests.forEach(request -> latest.put(Key.of(request), request));
  }

  /** Those that are not known to be committed; another one with the same number is not the same. */
  synchronized List<LineRequest> unknownOf(Collection<LineRequest> requests) {
    return requests.stream()
        .filter(
            request -> {
              LineRequest known = latest.get(Key.of(request));
              return known == null || !known.asksTheSame(request);
            })
        .toList();
  }
}
