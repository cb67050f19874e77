package io.sugang.aws.operations;

import java.util.List;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.services.budgets.CfnBudget;
import software.amazon.awscdk.services.budgets.CfnBudget.BudgetDataProperty;
import software.amazon.awscdk.services.budgets.CfnBudget.NotificationProperty;
import software.amazon.awscdk.services.budgets.CfnBudget.NotificationWithSubscribersProperty;
import software.amazon.awscdk.services.budgets.CfnBudget.SpendProperty;
import software.amazon.awscdk.services.budgets.CfnBudget.SubscriberProperty;
import software.constructs.Construct;

/** Says when the account costs more than was meant, before the month is over. */
final class MonthlyBudget extends Construct {

  MonthlyBudget(Construct scope) {
    super(scope, "Budget");
    CfnParameter amount =
        CfnParameter.Builder.create(this, "Amount")
            .type("Number")
            .description("What a month may cost, in US dollars")
            .minValue(1)
            .build();
    amount.overrideLogicalId("BudgetUsd");
    CfnParameter mail =
        CfnParameter.Builder.create(this, "Mail")
            .description("Address that is told of costs")
            .minLength(3)
            .build();
    mail.overrideLogicalId("BudgetMail");
    CfnBudget.Builder.create(this, "Month")
        .budget(
            BudgetDataProperty.builder()
                .budgetName("sugang")
                .budgetType("COST")
                .timeUnit("MONTHLY")
                .budgetLimit(
                    SpendProperty.builder().amount(amount.getValueAsNumber()).unit("USD").build())
                .build())
        .notificationsWithSubscribers(
            List.of(told("ACTUAL", 80, mail), told("FORECASTED", 100, mail)))
        .build();
  }

  private static NotificationWithSubscribersProperty told(
      String type, int percent, CfnParameter mail) {
    return NotificationWithSubscribersProperty.builder()
        .notification(
            NotificationProperty.builder()
                .notificationType(type)
                .comparisonOperator("GREATER_THAN")
                .threshold(percent)
                .thresholdType("PERCENTAGE")
                .build())
        .subscribers(
            List.of(
                SubscriberProperty.builder()
                    .subscriptionType("EMAIL")
                    .address(mail.getValueAsString())
                    .build()))
        .build();
  }
}
