package io.sugang.contract.enrollment;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * Students whose year, department or groups are new or may have changed.
 *
 * @param members on the wire {@code years}, as gateways know it that are older than cohorts
 * @param next what to ask for next time
 * @param more whether there are more already
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record MembershipChanges(
    @JsonProperty("years") List<Membership> members, String next, boolean more) {}
