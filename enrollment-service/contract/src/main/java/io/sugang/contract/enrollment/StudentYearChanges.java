package io.sugang.contract.enrollment;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * Students whose year is new or may have changed.
 *
 * @param next what to ask for next time
 * @param more whether there are more already
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StudentYearChanges(List<StudentYear> years, String next, boolean more) {}
