package io.sugang.enrollment.description;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.eclipse.microprofile.openapi.annotations.servers.Server;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The head of the description of what registrars call. */
@ApplicationPath("/")
@OpenAPIDefinition(
    info =
        @Info(
            title = "Sugang registrar API",
            version = "v1",
            description =
                "Seats, windows and rules of a term. What is written holds from the next decision on, and is in the audit."
                    + " An ETag that was read is sent as If-Match, so that nobody else's change is written over."
                    + " Failures are RFC 9457 problems in Korean or English, by Accept-Language.",
            license =
                @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0")),
    // Wherever it was read.
    servers = @Server(url = "/"),
    tags = {
      @Tag(name = "Terms", description = "Windows and rule books"),
      @Tag(name = "Sections", description = "Seats, and those that are kept"),
      @Tag(name = "Students", description = "Holds, and exemptions from rules")
    })
@SecurityScheme(
    securitySchemeName = "token",
    type = SecuritySchemeType.HTTP,
    scheme = "bearer",
    bearerFormat = "JWT")
public class RegistrarApi extends Application {}
