/**
 * Keeps catalogue, terms, students and what they asked for and hold; owns the database's schema.
 *
 * <p>There are no rules here yet, so there are no layers: each package is a capability, whose
 * resources ask its repositories. {@code catalogue} and {@code student} read the replica; {@code
 * fresh} is for the few reads that must see the last commit; {@code registrar} writes.
 *
 * <p>Thread model: everything runs on event loops and returns {@code Uni}; nothing may block.
 */
package io.sugang.enrollment;
