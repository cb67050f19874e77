package io.sugang.aws.operations;

import io.sugang.aws.RegionalStack;
import io.sugang.aws.data.DataStack;
import io.sugang.aws.edge.EdgeStack;
import io.sugang.aws.messaging.MessagingStack;
import io.sugang.aws.service.Fleets;
import io.sugang.aws.size.Place;
import io.sugang.aws.size.Size;
import software.amazon.awscdk.services.cloudwatch.AlarmRule;
import software.amazon.awscdk.services.cloudwatch.CompositeAlarm;
import software.amazon.awscdk.services.cloudwatch.IAlarmRule;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.constructs.Construct;

/** What operators look at, and what wakes them. */
public final class OperationsStack extends RegionalStack {

  public OperationsStack(
      Construct scope,
      Size size,
      Place place,
      DataStack data,
      MessagingStack messaging,
      EdgeStack edge,
      Fleets fleets) {
    super(scope, "operations", "Sugang: dashboard, alarms, budget");
    var metrics = new SystemMetrics(data, messaging, edge, fleets);
    OnCall onCall = new OnCall(this, place);
    var alarms = new Alarms(this, metrics, fleets, size, place);
    // Each by itself: a standing alarm must not silence a new one.
    alarms.all().forEach(alarm -> alarm.addAlarmAction(new SnsAction(onCall.topic())));
    CompositeAlarm something =
        CompositeAlarm.Builder.create(this, "SomethingIsWrong")
            .compositeAlarmName("sugang-something-is-wrong")
            .alarmDescription("One or more of Sugang's alarms; the dashboard shows which")
            .alarmRule(AlarmRule.anyOf(alarms.all().toArray(new IAlarmRule[0])))
            .build();
    something.addOkAction(new SnsAction(onCall.topic()));
    new SystemDashboard(this, place, metrics, alarms);
    // Budgets are the account's, for all of its regions.
    if (place == Place.FIRST) {
      new MonthlyBudget(this);
    }
  }
}
