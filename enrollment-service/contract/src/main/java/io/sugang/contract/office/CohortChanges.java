package io.sugang.contract.office;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * Students whose cohort is new or may have changed.
 *
 * @param next what to ask for next time
 * @param more whether there are more already
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CohortChanges(List<Cohort> cohorts, String next, boolean more) {}
