package io.sugang.benchmark.workload;

/**
 * One student's request for a seat in one section.
 *
 * @param student place in the round's list of students, from 0
 * @param section place in the round's list of sections, from 0
 */
public record Ask(int student, int section) {}
