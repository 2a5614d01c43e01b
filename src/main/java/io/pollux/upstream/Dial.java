package io.pollux.upstream;

import io.pollux.exchange.GeminiCall;
import io.pollux.exchange.Secret;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.Optional;

/** Gets a call a connection, through its egress, and writes what stands above the body. */
final class Dial {
    private final Plan plan;
    private final Egress egress;
    private final Names names;

    Dial(Plan plan, Egress egress, Names names) {
        this.plan = plan;
        this.egress = egress;
        this.names = names;
    }

    /** @throws io.pollux.exchange.FailureException when the call cannot be written as an address */
    RequestOptions options(GeminiCall call, Optional<Secret> key) {
        GoogleAddress address = plan.address(call.kind());
        return new RequestOptions()
                .setMethod(call.operation().reads() ? HttpMethod.GET : HttpMethod.POST)
                .setSsl(address.secure())
                .setHost(address.server().host())
                .setPort(address.server().port())
                .setURI(address.uri(call))
                .setHeaders(plan.headers().of(call, key))
                .setFollowRedirects(false);
    }

    Future<HttpClientRequest> connect(HttpClient client, RequestOptions options) {
        HostPort first = egress.kind() == Egress.Kind.DIRECT
                ? new HostPort(options.getHost(), options.getPort())
                : egress.proxy();
        return names.find(first.name()).compose(found -> {
            towards(options, found, first.port());
            return client.request(options).onFailure(unreachable -> names.failed(first.name(), found));
        });
    }

    /** A proxy is told Google's name, not an address of it: where it resolves that is its business. */
    private void towards(RequestOptions options, InetAddress found, int port) {
        if (egress.kind() == Egress.Kind.DIRECT) {
            options.setServer(SocketAddress.inetSocketAddress(port, found.getHostAddress()));
            return;
        }
        ProxyOptions proxy = new ProxyOptions()
                .setType(egress.kind() == Egress.Kind.SOCKS5 ? ProxyType.SOCKS5 : ProxyType.HTTP)
                .setHost(found.getHostAddress())
                .setPort(port);
        if (!egress.user().isEmpty()) {
            proxy.setUsername(egress.user());
            proxy.setPassword(egress.password().map(Secret::reveal).orElse(""));
        }
        options.setProxyOptions(proxy);
    }
}
