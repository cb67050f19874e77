package io.sugang.gateway.config;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Signatures of tokens are verified by a native library, in a fraction of the JDK's time: in a rush
 * everybody's token is new. Where there is no binary for this machine the JDK does it.
 */
@Startup
@Singleton
class NativeCryptography {

  private static final Logger LOG = Logger.getLogger(NativeCryptography.class);

  NativeCryptography() {
    Throwable missing = AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError();
    if (missing == null) {
      AmazonCorrettoCryptoProvider.install();
    } else {
      LOG.infof("tokens are verified by the JDK: %s", missing.getMessage());
    }
  }
}
