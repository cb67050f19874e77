package io.sugang.contract.office;

/** Which cohort a student belongs to. */
public record Cohort(String student, int year) {}
