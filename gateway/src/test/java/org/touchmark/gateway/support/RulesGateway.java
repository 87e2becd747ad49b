package org.touchmark.gateway.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives a test class a gateway over the rules in memory, and that ledger, to make it fail. */
public final class RulesGateway implements BeforeAllCallback, AfterAllCallback, ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(RulesGateway.class);

    private record Running(RulesLedger ledger, TestGateway gateway, Path folder) {}

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        if (context.getStore(NAMESPACE).get("running") != null) {
            // A nested class shares its outer class's.
            return;
        }
        Path folder = Files.createTempDirectory("touchmark gateway");
        TestConsortium consortium = TestConsortium.create(folder);
        RulesLedger ledger = new RulesLedger(TestConsortium.CHANNEL, Clock.systemUTC());
        TestGateway gateway = TestGateway.start(
                consortium.connection(), consortium.roots(), ledger, folder.resolve("state"), Clock.systemUTC());
        context.getStore(NAMESPACE).put("running", new Running(ledger, gateway, folder));
        context.getStore(NAMESPACE).put("owner", context.getUniqueId());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (context.getUniqueId().equals(context.getStore(NAMESPACE).get("owner"))) {
            Running running = running(context);
            running.gateway().close();
            delete(running.folder());
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == RulesLedger.class || type == TestGateway.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Running running = running(context);
        return parameter.getParameter().getType() == RulesLedger.class ? running.ledger() : running.gateway();
    }

    private static Running running(ExtensionContext context) {
        return context.getStore(NAMESPACE).get("running", Running.class);
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
