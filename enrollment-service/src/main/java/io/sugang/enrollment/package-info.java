/**
 * The office: catalogue, terms, and what students asked for and hold.
 *
 * <p>There are no rules here yet, only reads, so there are no layers either: resources ask
 * repositories. Package {@code reader} reads the replica; package {@code writer} is for the few
 * reads that must see the last commit.
 *
 * <p>Thread model: everything runs on event loops and returns {@code Uni}; nothing may block.
 */
package io.sugang.enrollment;
