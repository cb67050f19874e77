package io.sugang.gateway.inbound.http.description;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.eclipse.microprofile.openapi.annotations.servers.Server;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The head of the API's description. */
@ApplicationPath("/")
@OpenAPIDefinition(
    info =
        @Info(
            title = "Sugang student API",
            version = "v1",
            description =
                "Course registration: ask for a seat, get a numbered receipt, see your place move, get a decision."
                    + " Failures are RFC 9457 problems in Korean or English, by Accept-Language.",
            license =
                @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0")),
    // Wherever it was read.
    servers = @Server(url = "/"),
    tags = {
      @Tag(name = "Terms", description = "When one may register, and what time it is"),
      @Tag(name = "Catalogue", description = "Sections with their seats"),
      @Tag(name = "Requests", description = "Asking for seats, following, giving them back"),
      @Tag(name = "Student", description = "Who I am and what I hold")
    })
@SecurityScheme(
    securitySchemeName = "token",
    type = SecuritySchemeType.HTTP,
    scheme = "bearer",
    bearerFormat = "JWT")
public class ApiDescription extends Application {}
