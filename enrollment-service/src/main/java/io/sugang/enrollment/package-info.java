/**
 * Keeps catalogue, terms, students and what they asked for and hold; owns the database's schema; is
 * where operators look.
 *
 * <p>There are no rules for what is read and changed here, so there are no layers: each package is
 * a capability, whose resources ask its repositories. {@code catalogue} and {@code student} read
 * the replica; {@code fresh} is for the few reads that must see the last commit; {@code registrar}
 * writes. {@code operations} has layers: it does things by itself.
 *
 * <p>Thread model: everything runs on event loops and returns {@code Uni}; nothing may block. But
 * for {@code operations}: its few calls run on threads of their own, and wait.
 */
package io.sugang.enrollment;
