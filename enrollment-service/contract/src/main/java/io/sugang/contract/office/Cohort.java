package io.sugang.contract.office;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** Which cohort a student belongs to. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Cohort(String student, int year) {}
