package io.sugang.contract.enrollment;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** A student's year of study, which decides when they may register. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StudentYear(String student, int year) {}
