package io.sugang.enrollment.operations.inbound.http;

import io.sugang.enrollment.audit.Audit;
import io.sugang.enrollment.audit.AuditEntry;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;

/** What operators did: who, when, what, why, and what was before and after. */
@Path("/ops/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("operator")
public class AuditResource {

  private final Audit audit;

  AuditResource(Audit audit) {
    this.audit = audit;
  }

  /** Entries, the latest first. */
  public record Page(List<AuditEntry> audit, long total, int page, int pages) {}

  /** Entries, 50 a page. */
  @GET
  public Page list(@RestQuery String page) {
    Pages pages = Pages.of(page, audit.count());
    return new Page(
        audit.list(pages.offset(), Pages.SIZE), pages.total(), pages.page(), pages.pages());
  }
}
