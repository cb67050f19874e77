package io.sugang.contract.enrollment;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;

/**
 * A student's record.
 *
 * @param language {@code ko} or {@code en}, for mails
 * @param creditsUsed credits of held seats, by term; a term without any is left out
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StudentRecord(
    String id,
    String nameKo,
    String nameEn,
    String language,
    int year,
    String department,
    int maxCredits,
    Map<String, Long> creditsUsed) {}
