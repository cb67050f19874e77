package io.sugang.edge.connection;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.transport.Transport;
import java.util.concurrent.ThreadFactory;

/**
 * The transport that Vert.x would use anyway, with a {@link Doorkeeper} before every HTTP server:
 * neither Vert.x nor Quarkus has a limit for slow heads, an answer for one connection too many, or
 * another place to put them.
 */
final class GuardedTransport implements Transport {

  private final Transport transport;

  GuardedTransport(Transport transport) {
    this.transport = transport;
  }

  @Override
  public void configure(NetServerOptions options, boolean isDomainSocket, ServerBootstrap server) {
    transport.configure(options, isDomainSocket, server);
    // This service has no other servers than those for HTTP.
    if (!options.isSsl()) {
      var unused = server.handler(new Doorkeeper(ConnectionLimits.configured()));
    }
  }

  @Override
  public void configure(ClientOptionsBase options, boolean isDomainSocket, Bootstrap client) {
    transport.configure(options, isDomainSocket, client);
  }

  @Override
  public void configure(DatagramChannel channel, DatagramSocketOptions options) {
    transport.configure(channel, options);
  }

  @Override
  public boolean supportsDomainSockets() {
    return transport.supportsDomainSockets();
  }

  @Override
  public boolean supportFileRegion() {
    return transport.supportFileRegion();
  }

  @Override
  public boolean isAvailable() {
    return transport.isAvailable();
  }

  @Override
  public Throwable unavailabilityCause() {
    return transport.unavailabilityCause();
  }

  @Override
  public java.net.SocketAddress convert(SocketAddress address) {
    return transport.convert(address);
  }

  @Override
  public SocketAddress convert(java.net.SocketAddress address) {
    return transport.convert(address);
  }

  @Override
  public EventLoopGroup eventLoopGroup(
      int type, int threads, ThreadFactory threadFactory, int ioRatio) {
    return transport.eventLoopGroup(type, threads, threadFactory, ioRatio);
  }

  @Override
  public DatagramChannel datagramChannel() {
    return transport.datagramChannel();
  }

  @Override
  public DatagramChannel datagramChannel(InternetProtocolFamily family) {
    return transport.datagramChannel(family);
  }

  @Override
  public ChannelFactory<? extends Channel> channelFactory(boolean isDomainSocket) {
    return transport.channelFactory(isDomainSocket);
  }

  @Override
  public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean isDomainSocket) {
    return transport.serverChannelFactory(isDomainSocket);
  }
}
