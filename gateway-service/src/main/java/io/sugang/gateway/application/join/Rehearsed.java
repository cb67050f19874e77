package io.sugang.gateway.application.join;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;

/** Goes the same way as the real one, with nobody's request: nothing is left of it. */
@Qualifier
@Retention(RUNTIME)
public @interface Rehearsed {}
