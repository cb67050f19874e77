package io.sugang.gateway.outbound.enrollment;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.enrollment.Cart;
import io.sugang.contract.enrollment.CartCheck;
import io.sugang.gateway.application.cart.Carts;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** A student's cart at enrollment-service; asked with the student's own token. */
@Path("/internal/v1/cart")
@RegisterRestClient(configKey = "enrollment")
interface CartApi {

  @GET
  Uni<Cart> find(@HeaderParam("Authorization") String bearer);

  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  Uni<Cart> write(
      @HeaderParam("Authorization") String bearer,
      @HeaderParam("If-Match") String ifMatch,
      @HeaderParam("Accept-Language") String languages,
      Carts.Wanted wanted);

  @GET
  @Path("check")
  Uni<CartCheck> check(@HeaderParam("Authorization") String bearer);
}
