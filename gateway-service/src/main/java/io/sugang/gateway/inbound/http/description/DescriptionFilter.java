package io.sugang.gateway.inbound.http.description;

import io.sugang.edge.description.ConditionalChanges;
import io.sugang.edge.description.ProblemDescriptions;
import io.sugang.edge.description.RequiredFields;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/** Says in the API's description what annotations can't, or would have to repeat everywhere. */
public class DescriptionFilter implements OASFilter {

  @Override
  public void filterOpenAPI(OpenAPI api) {
    RequiredFields.describe(api.getComponents());
    ReasonDescription.describe(api.getComponents());
    ConditionalChanges.describe(api);
    ProblemDescriptions.describe(api);
  }
}
