package io.sugang.notification.outbound.ses;

import io.sugang.notification.application.send.MailCarrier;
import io.sugang.notification.config.NotificationConfig;
import io.sugang.notification.domain.Delivery;
import io.sugang.notification.domain.Mail;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.ses.SesAsyncClient;
import software.amazon.awssdk.services.ses.SesServiceClientConfiguration;
import software.amazon.awssdk.services.ses.model.Content;
import software.amazon.awssdk.services.ses.model.MessageRejectedException;
import software.amazon.awssdk.services.ses.model.MessageTag;
import software.amazon.awssdk.services.ses.model.SesException;

/**
 * Mails by SES. The client must not retry by itself: a lost answer would then be sent twice without
 * anybody knowing.
 */
@ApplicationScoped
class SesCarrier implements MailCarrier {

  private static final String TAG = "sugang-mail";

  /**
   * Ours to fix, so no reason to give the mail up: signature, rights, unknown address of the
   * service.
   */
  private static final Set<Integer> MISCONFIGURED = Set.of(401, 403, 404);

  private final SesAsyncClient ses;
  private final NotificationConfig config;

  SesCarrier(
      SesAsyncClient configured,
      NotificationConfig config,
      @ConfigProperty(name = "quarkus.ses.async-client.max-concurrency") int connections) {
    this.ses = withoutRetries(configured.serviceClientConfiguration(), connections);
    this.config = config;
  }

  private static SesAsyncClient withoutRetries(SesServiceClientConfiguration as, int connections) {
    var builder =
        SesAsyncClient.builder()
            .region(as.region())
            .credentialsProvider(as.credentialsProvider())
            .httpClientBuilder(NettyNioAsyncHttpClient.builder().maxConcurrency(connections))
            .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()));
    as.endpointOverride().ifPresent(builder::endpointOverride);
    return builder.build();
  }

  @PreDestroy
  void close() {
    ses.close();
  }

  @Override
  public Delivery send(Mail mail, long tag) {
    try {
      String messageId =
          ses.sendEmail(
                  request ->
                      request
                          .source(config.from())
                          .destination(d -> d.toAddresses(mail.to()))
                          .configurationSetName(config.configurationSet().orElse(null))
                          .tags(MessageTag.builder().name(TAG).value(Long.toString(tag)).build())
                          .message(
                              m ->
                                  m.subject(utf8(mail.subject()))
                                      .body(
                                          b -> b.text(utf8(mail.text())).html(utf8(mail.html())))))
              .orTimeout(config.sesTimeout().toMillis(), TimeUnit.MILLISECONDS)
              .join()
              .messageId();
      return new Delivery.Sent(messageId);
    } catch (CompletionException e) {
      return delivery(e.getCause());
    }
  }

  private static Delivery delivery(Throwable failure) {
    return switch (failure) {
      case MessageRejectedException rejected -> new Delivery.Rejected(code(rejected));
      case SesException answered when answered.isThrottlingException() ->
          new Delivery.NotNow(code(answered));
      // SES says nothing of what it did before it failed; its 503 alone means that it did nothing.
      case SesException answered when answered.statusCode() == 503 ->
          new Delivery.NotNow(code(answered));
      case SesException answered when answered.statusCode() >= 500 ->
          new Delivery.Unknown(code(answered));
      case SesException answered when MISCONFIGURED.contains(answered.statusCode()) ->
          new Delivery.NotNow(code(answered));
      case SesException answered -> new Delivery.Rejected(code(answered));
      case SdkClientException unsent when isUnsent(unsent) ->
          new Delivery.NotNow("SES can't be reached");
      default -> new Delivery.Unknown(failure.getClass().getSimpleName());
    };
  }

  /** Not the message: it may name the receiver. */
  private static String code(SesException answer) {
    return "SES answers %d %s".formatted(answer.statusCode(), answer.awsErrorDetails().errorCode());
  }

  private static boolean isUnsent(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException) {
        return true;
      }
    }
    return false;
  }

  private static Content utf8(String text) {
    return Content.builder().data(text).charset(StandardCharsets.UTF_8.name()).build();
  }
}
