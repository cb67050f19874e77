package io.sugang.waitlist;

import io.sugang.contract.queue.DeadLetterAttributes;
import io.sugang.contract.queue.Queue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** The real queues, for tests to send to and to look into. */
public final class Queues {

  private final SqsAsyncClient sqs;

  public Queues(SqsAsyncClient sqs) {
    this.sqs = sqs;
  }

  /** Sends a body to a queue. */
  public void send(Queue queue, String body) {
    String url = LocalStack.status().sqs().queueUrls().get(queue.queueName());
    var unused = sqs.sendMessage(request -> request.queueUrl(url).messageBody(body)).join();
  }

  /** Moves a dead letter back, with the reason that it was filed with. */
  public void send(Queue queue, String body, String reason) {
    String url = LocalStack.status().sqs().queueUrls().get(queue.queueName());
    var attribute = MessageAttributeValue.builder().dataType("String").stringValue(reason).build();
    var unused =
        sqs.sendMessage(
                request ->
                    request
                        .queueUrl(url)
                        .messageBody(body)
                        .messageAttributes(Map.of(DeadLetterAttributes.REASON, attribute)))
            .join();
  }

  /** Takes all dead letters of a queue: body to reason. */
  public Map<String, String> takeDeadLetters(Queue queue) {
    String url = LocalStack.status().sqs().queueUrls().get(queue.deadLetterQueueName());
    var letters = new HashMap<String, String>();
    for (Message message : receive(url)) {
      var reason = message.messageAttributes().get(DeadLetterAttributes.REASON);
      letters.put(message.body(), reason == null ? "" : reason.stringValue());
      var unused =
          sqs.deleteMessage(request -> request.queueUrl(url).receiptHandle(message.receiptHandle()))
              .join();
    }
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
}
