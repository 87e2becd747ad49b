package org.touchmark.gateway.http.traffic;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;

/**
 * So many requests of one kind and one caller at once, and no more: a body that comes slowly is one of them until it is there,
 * and an answer until it is taken.
 */
final class InFlightLimit extends Handler.Wrapper {
    private final ToIntFunction<Caller> limit;
    private final Predicate<Request> kind;
    private final Handler refusal;
    private final Map<String, Integer> inFlight = new ConcurrentHashMap<>();

    InFlightLimit(ToIntFunction<Caller> limit, Predicate<Request> kind, Handler refusal) {
        this.limit = limit;
        this.kind = kind;
        this.refusal = refusal;
        installBean(refusal);
    }

    @Override
    public void setServer(Server server) {
        super.setServer(server);
        refusal.setServer(server);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!kind.test(request)) {
            return super.handle(request, response, callback);
        }
        Caller caller = Caller.of(request);
        String key = caller.key();
        if (inFlight.merge(key, 1, Integer::sum) > limit.applyAsInt(caller)) {
            leave(key);
            return refusal.handle(request, response, callback);
        }
        Request.addCompletionListener(request, failure -> leave(key));
        return super.handle(request, response, callback);
    }

    /** How many of a caller's requests are under way. */
    int of(Caller caller) {
        return inFlight.getOrDefault(caller.key(), 0);
    }

    private void leave(String key) {
        inFlight.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1);
    }
}
