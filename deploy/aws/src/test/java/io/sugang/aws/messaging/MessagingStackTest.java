package io.sugang.aws.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sugang.aws.Synthesis;
import io.sugang.aws.Template;
import io.sugang.aws.size.Size;
import io.sugang.contract.queue.Queue;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessagingStackTest {

  private static Template template;

  @BeforeAll
  static void synthesise() {
    template = Synthesis.of(Size.SOLO, "messaging");
  }

  @ParameterizedTest
  @EnumSource(Queue.class)
  void aQueueIsAsTheCodeSaysAndItsLettersComeFromItAlone(Queue queue) {
    JsonNode made = queue(queue.queueName());
    assertThat(made.get("VisibilityTimeout").asLong())
        .isEqualTo(queue.visibilityTimeout().toSeconds());
    assertThat(made.get("MessageRetentionPeriod").asLong()).isEqualTo(Queue.RETENTION.toSeconds());
    assertThat(made.at("/RedrivePolicy/maxReceiveCount").asInt()).isEqualTo(queue.maxReceives());
    JsonNode letters = queue(queue.deadLetterQueueName());
    assertThat(letters.get("MessageRetentionPeriod").asLong())
        .isEqualTo(Queue.RETENTION.toSeconds());
    JsonNode allow = letters.get("RedriveAllowPolicy");
    assertThat(allow.get("redrivePermission").asText()).isEqualTo("byQueue");
    assertThat(allow.get("sourceQueueArns").toString()).contains(":" + queue.queueName() + "\"");
  }

  @Test
  void everyQueueIsEncryptedAndRefusesPlainConnections() {
    var queues = template.all("SQS::Queue");
    assertThat(queues.values())
        .allSatisfy(queue -> assertThat(queue.get("SqsManagedSseEnabled").asBoolean()).isTrue());
    assertThat(template.all("SQS::QueuePolicy").values())
        .hasSize(queues.size())
        .allSatisfy(policy -> assertThat(policy.toString()).contains("aws:SecureTransport"));
  }

  @Test
  void whatBecameOfAMailComesBack() {
    JsonNode destination =
        template.one("SES::ConfigurationSetEventDestination").get("EventDestination");
    assertThat(destination.get("MatchingEventTypes"))
        .extracting(JsonNode::asText)
        .contains("bounce", "complaint", "delivery", "reject");
    assertThat(destination.has("SnsDestination")).isTrue();
    assertThat(template.one("SNS::Subscription").get("Protocol").asText()).isEqualTo("sqs");
    assertThat(queue("sugang-mail-feedback").at("/RedrivePolicy/maxReceiveCount").asInt())
        .isPositive();
    assertThat(template.one("SES::EmailIdentity").at("/ConfigurationSetAttributes").isMissingNode())
        .isFalse();
  }

  private static JsonNode queue(String name) {
    List<JsonNode> found =
        template.all("SQS::Queue").values().stream()
            .filter(queue -> queue.path("QueueName").asText().equals(name))
            .toList();
    assertThat(found).as(name).hasSize(1);
    return found.getFirst();
  }
}
