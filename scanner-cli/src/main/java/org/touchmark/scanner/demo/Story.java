package org.touchmark.scanner.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.touchmark.domain.answer.Verifier;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.label.LabelProfile;
import org.touchmark.scanner.client.GatewayClient;
import org.touchmark.scanner.client.GatewayRefusedException;
import org.touchmark.scanner.client.Timeouts;
import org.touchmark.scanner.client.Token;
import org.touchmark.scanner.console.Console;
import org.touchmark.scanner.console.ExitCode;
import org.touchmark.scanner.console.ProgressDisplay;
import org.touchmark.scanner.demo.Cast.Player;
import org.touchmark.scanner.demo.GatewayProcess.Life;
import org.touchmark.scanner.demo.GatewayProcess.Running;
import org.touchmark.scanner.party.BatchKey;
import org.touchmark.scanner.party.Goods;
import org.touchmark.scanner.party.LabelledUnit;
import org.touchmark.scanner.party.PartyApi;
import org.touchmark.scanner.party.Registration;
import org.touchmark.scanner.picture.CodeFinder;
import org.touchmark.scanner.picture.PictureLimits;
import org.touchmark.scanner.scan.AnswerPrinter;
import org.touchmark.scanner.scan.CheckedGateway;
import org.touchmark.scanner.scan.RootsFile;
import org.touchmark.scanner.scan.Scanner;

/**
 * A thousand watches, from the ledger's start to a shopper's three scans.
 *
 * <p>Every step looks at what is there and does what is left, under ids that outlive the process, so that the story may
 * be cut anywhere and told again.
 */
public final class Story {

    private static final int WATCHES = 1_000;

    /**
     * How the story is to be told.
     *
     * @param ending what is left at the end
     * @param port where the gateway listens; empty for where it listened last, or 8080
     * @param ledger arguments of {@code network/up}: which ledger, which nodes; none for the embedded one
     */
    public record Plan(Ending ending, Optional<Integer> port, List<String> ledger) {
        public Plan {
            ledger = List.copyOf(ledger);
        }
    }

    /** How the story ends. */
    public enum Ending {
        /** Ledger and gateway stay up, with the page open. */
        OPEN,
        /** What the story started is stopped. */
        CLOSED
    }

    private final Console console;
    private final Places places;
    private final Plan plan;
    private final Scripts scripts;
    private final Teller teller;
    private final Ledger ledger;
    private final GatewayProcess gateway;
    private final StartedParts started;

    private Story(Console console, Places places, Plan plan) {
        this.scripts = new Scripts(places);
        this.console = console;
        this.places = places;
        this.plan = plan;
        this.teller = new Teller(console);
        this.ledger = new Ledger(places, scripts);
        this.gateway = new GatewayProcess(places, scripts);
        this.started = new StartedParts(scripts, ledger, gateway);
    }

    /**
     * Tells the story.
     *
     * @return GENUINE if the three answers are what they should be
     */
    public static ExitCode tell(Console console, Places places, Plan plan) throws IOException {
        Story story = new Story(console, places, plan);
        Thread interrupted = new Thread(story::interrupted, "story interrupted");
        Runtime.getRuntime().addShutdownHook(interrupted);
        try {
            return story.tell();
        } finally {
            if (plan.ending() == Ending.CLOSED) {
                story.started.stop();
            }
            removeHook(interrupted);
        }
    }

    /** Stops the gateway and the ledger of an open story. */
    public static void stop(Console console, Places places) throws IOException {
        Scripts scripts = new Scripts(places);
        GatewayProcess gateway = new GatewayProcess(places, scripts);
        Optional<Running> running = gateway.running();
        if (running.isPresent()) {
            gateway.stop(running.get());
            console.line("gateway stopped");
        } else {
            console.line("no gateway of the demo is running");
        }
        new Ledger(places, scripts).stop();
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is being ended: the hook is running, and does what is left.
        }
    }

    private void interrupted() {
        if (plan.ending() == Ending.CLOSED) {
            started.stop();
        } else {
            console.note("\nThe story was cut here. The same command goes on; touchmark demo --stop stops what runs.");
        }
    }

    private ExitCode tell() throws IOException {
        startLedger();
        Memory memory = recall();
        Cast cast = Cast.read(places.connection());
        admitParties(cast);
        Running running = startGateway();
        BatchKey batch = register(memory, cast, running);
        List<LabelledUnit> units = saveLabels(batch, cast, running);
        walk(memory, cast, running, batch, units);
        Trial trial = new Trial(teller, places, scanner(running), new AnswerPrinter(console, Clock.systemUTC()));
        boolean asTold = trial.hold(units.get(0));
        farewell(running, trial.page(running.address()), asTold);
        return asTold ? ExitCode.GENUINE : ExitCode.NOT_GENUINE;
    }

    private void startLedger() throws IOException {
        teller.begin("The ledger: three organisations, a peer each, on this machine");
        boolean wasRunning = ledger.isRunning();
        if (!wasRunning) {
            started.ledgerStarts();
        }
        ledger.start(plan.ledger());
        teller.done(wasRunning ? "was running already" : "is up");
    }

    /** What belongs to a ledger that is gone (network/down --clean) is of no use on this one. */
    private Memory recall() throws IOException {
        String fingerprint = ledger.fingerprint();
        Optional<Memory> known = Memory.recall(places.memory());
        if (known.isPresent() && known.get().isOf(fingerprint)) {
            return known.get();
        }
        if (known.isPresent()) {
            teller.say("this is a new ledger; the story begins anew, and what was kept of the last is removed");
        }
        Optional<Running> running = gateway.running();
        if (running.isPresent()) {
            gateway.stop(running.get());
        }
        Folders.clear(places.demo());
        return Memory.begin(places.memory(), fingerprint);
    }

    private void admitParties(Cast cast) throws IOException {
        teller.begin("The consortium: the organisations vote on who may take part");
        scripts.run(
                "gateway/admit",
                "--connection",
                places.connection().toString(),
                "--state",
                places.gatewayState().toString());
        teller.done("%s (brand), %s (distributor) and %s (retailer) are admitted"
                .formatted(
                        cast.maker().name(), cast.carrier().name(), cast.shop().name()));
    }

    private Running startGateway() throws IOException {
        teller.begin("The gateway: the parties' API, and the page that a label's code opens");
        Optional<Running> before = gateway.running();
        if (before.isPresent()
                && plan.port().orElse(before.get().port()) == before.get().port()) {
            teller.done("was running already at " + before.get().address());
            return before.get();
        }
        if (before.isPresent()) {
            gateway.stop(before.get());
        }
        Running running = gateway.start(
                plan.port().orElse(Places.DEFAULT_PORT),
                plan.ending() == Ending.CLOSED ? Life.ENDS_WITH_US : Life.STAYS);
        started.gatewayRuns(running);
        teller.done("answers at " + running.address());
        return running;
    }

    private PartyApi api(Player player, Running running) throws IOException {
        Token token = Token.read(places.token(player.slug()));
        return new PartyApi(GatewayClient.ofParty(running.address(), Timeouts.STANDARD, token));
    }

    private BatchKey register(Memory memory, Cast cast, Running running) throws IOException {
        Gtin watch = cast.watch();
        BatchKey batch = new BatchKey(watch, memory.lot());
        teller.begin("A batch of %,d watches: %s registers their serials' digests and seals them"
                .formatted(WATCHES, cast.maker().name()));
        PartyApi api = api(cast.maker(), running);
        if (isSealed(api, batch)) {
            teller.done(batch + " is registered already");
            return batch;
        }
        Registration registration =
                new Registration(batch, LabelProfile.SIGNED, null, memory.produced(), new Registration.Made(WATCHES));
        Registration.Done done;
        try (ProgressDisplay progress = console.progress()) {
            done = api.register(registration, memory.operation("register"), progress::show);
        }
        done.warnings().forEach(teller::say);
        teller.done("%s: root %s".formatted(batch, done.batch().path("root").asText()));
        return batch;
    }

    private static boolean isSealed(PartyApi api, BatchKey batch) throws IOException {
        try {
            return api.batch(batch).path("state").asText().equals("SEALED");
        } catch (GatewayRefusedException e) {
            if (e.problem().code().equals("BATCH_UNKNOWN")) {
                return false;
            }
            throw e;
        }
    }

    private List<LabelledUnit> saveLabels(BatchKey batch, Cast cast, Running running) throws IOException {
        teller.begin("Labels: each carries the brand's signature in its code");
        Files.createDirectories(places.labels());
        List<LabelledUnit> units = new LabelPrints(api(cast.maker(), running), batch, places.labels()).save();
        if (units.size() != WATCHES) {
            throw new StoryException("the gateway lists %,d units of %s, not %,d; begin anew with network/down --clean"
                    .formatted(units.size(), batch, WATCHES));
        }
        teller.done("pictures of the first are in " + Places.shown(places.labels()));
        return units;
    }

    private void walk(Memory memory, Cast cast, Running running, BatchKey batch, List<LabelledUnit> units)
            throws IOException {
        teller.begin("The way to the shop: each side signs for what it hands over and takes");
        HandOffs handOffs = new HandOffs(teller, memory);
        PartyApi maker = api(cast.maker(), running);
        PartyApi carrier = api(cast.carrier(), running);
        PartyApi shop = api(cast.shop(), running);
        handOffs.handOver(
                "first",
                new HandOffs.Side(cast.maker(), maker),
                new HandOffs.Side(cast.carrier(), carrier),
                batch,
                new Goods.All());
        List<String> links = units.stream().map(LabelledUnit::link).toList();
        handOffs.handOver(
                "second",
                new HandOffs.Side(cast.carrier(), carrier),
                new HandOffs.Side(cast.shop(), shop),
                batch,
                new Goods.ByLink(links));
        teller.done("all %,d watches are with %s".formatted(WATCHES, cast.shop().name()));
    }

    private Scanner scanner(Running running) throws IOException {
        Verifier verifier = Verifier.of(RootsFile.read(places.roots()), new BouncyCastleProvider());
        GatewayClient client = GatewayClient.anonymous(running.address(), Timeouts.STANDARD);
        return new Scanner(
                CodeFinder.within(PictureLimits.STANDARD), new CheckedGateway(client, verifier, Clock.systemUTC()));
    }

    private void farewell(Running running, String page, boolean asTold) {
        console.line(
                asTold
                        ? "The three answers are what they should be. The story took %s.".formatted(teller.elapsed())
                        : "The three answers are NOT what they should be: see above.");
        if (plan.ending() == Ending.CLOSED) {
            return;
        }
        console.line("");
        console.line("The page that the genuine label opens:");
        console.line("  " + page);
        console.line("Scan a label yourself:");
        console.line("  scanner-cli/touchmark scan --gateway %s '%s'"
                .formatted(running.address(), Places.shown(places.labels().resolve(Trial.GENUINE))));
        console.line("Stop it all: scanner-cli/touchmark demo --stop");
    }
}
