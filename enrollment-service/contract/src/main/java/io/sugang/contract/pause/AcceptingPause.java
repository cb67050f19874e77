package io.sugang.contract.pause;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Nobody new is let into the lines.
 *
 * @param term in which; empty: in all
 * @param message what students are told; may be empty
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AcceptingPause(String term, String message) {}
