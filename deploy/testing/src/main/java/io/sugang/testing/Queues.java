package io.sugang.testing;

import static org.awaitility.Awaitility.await;

import io.sugang.contract.decision.DeadLetter;
import io.sugang.contract.queue.Queue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The real queues, for tests to send to and to look into. */
public final class Queues {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final SqsAsyncClient sqs;

  public Queues(SqsAsyncClient sqs) {
    this.sqs = sqs;
  }

  /** Sends a body to a queue. */
  public void send(Queue queue, String body) {
    send(queue, body, Map.of());
  }

  /** Moves a dead letter back, with what it was filed with. */
  public void moveBack(Queue queue, String body, DeadLetter letter) {
    var attributes = new HashMap<String, MessageAttributeValue>();
    letter
        .attributes()
        .forEach(
            (name, value) ->
                attributes.put(
                    name,
                    MessageAttributeValue.builder().dataType("String").stringValue(value).build()));
    send(queue, body, attributes);
  }

  private void send(Queue queue, String body, Map<String, MessageAttributeValue> attributes) {
    String url = url(queue.queueName());
    var unused =
        sqs.sendMessage(
                request -> request.queueUrl(url).messageBody(body).messageAttributes(attributes))
            .join();
  }

  /** How many messages a queue holds that nobody has received. */
  public long length(Queue queue) {
    return number(queue, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES);
  }

  /** How many messages somebody has received and not yet acknowledged. */
  public long inFlight(Queue queue) {
    return number(queue, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
  }

  private long number(Queue queue, QueueAttributeName name) {
    String url = url(queue.queueName());
    return Long.parseLong(
        sqs.getQueueAttributes(request -> request.queueUrl(url).attributeNames(name))
            .join()
            .attributes()
            .get(name));
  }

  /** Takes all dead letters of a queue, by body; those that SQS moved itself are left out. */
  public Map<String, DeadLetter> takeDeadLetters(Queue queue) {
    String url = url(queue.deadLetterQueueName());
    var letters = new HashMap<String, DeadLetter>();
    for (Message message : receive(url)) {
      var attributes = new HashMap<String, String>();
      message
          .messageAttributes()
          .forEach((name, value) -> attributes.put(name, value.stringValue()));
      DeadLetter.read(attributes).ifPresent(letter -> letters.put(message.body(), letter));
      var unused =
          sqs.deleteMessage(request -> request.queueUrl(url).receiptHandle(message.receiptHandle()))
              .join();
    }
    return letters;
  }

  /** Takes dead letters until there were so many different ones, by body. */
  public Map<String, DeadLetter> awaitDeadLetters(Queue queue, int count) {
    var letters = new HashMap<String, DeadLetter>();
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              letters.putAll(takeDeadLetters(queue));
              return letters.size();
            },
            size -> size >= count);
    return letters;
  }

  private List<Message> receive(String url) {
    var all = new ArrayList<Message>();
    List<Message> some;
    do {
      some =
          sqs.receiveMessage(
                  request ->
                      request.queueUrl(url).maxNumberOfMessages(10).messageAttributeNames("All"))
              .join()
              .messages();
      all.addAll(some);
    } while (!some.isEmpty());
    return all;
  }

  private static String url(String queueName) {
    return LocalStack.status().sqs().queueUrls().get(queueName);
  }
}
