package org.touchmark.gateway.bench;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.touchmark.gateway.ledger.FabricLedger;
import org.touchmark.gateway.ledger.Invocation;
import org.touchmark.gateway.ledger.LedgerClient;

/**
 * One key and one transaction a serial, on a network whose chaincode is the contract's test jar's: what all else is
 * compared with.
 */
public final class BaselineRows {
    private static final int[] IN_FLIGHT = {1, 20, 200};
    private static final int WARMING_UP = 8;

    private final FabricLedger ledger;
    private final LedgerClient client;
    private final String tag = Benchmark.freshTag();
    private int used;

    /**
     * The baseline on a ledger.
     *
     * @param ledger the network
     * @param client who registers
     */
    public BaselineRows(FabricLedger ledger, LedgerClient client) {
        this.ledger = ledger;
        this.client = client;
    }

    /**
     * Measures.
     *
     * @param time how long for each row
     * @param out is given the table, line by line
     * @return the rows
     */
    public List<Row> run(Duration time, Consumer<String> out) throws InterruptedException, ExecutionException {
        Rows rows = new Rows(out, OptionalDouble.empty());
        register(time, WARMING_UP);
        for (int inFlight : IN_FLIGHT) {
            Growth growth = Growth.begin(ledger, Optional.empty());
            Sample sample = register(time, inFlight);
            rows.add(Row.of(
                    Goals.BASELINE + inFlight,
                    "one key, one call a serial, " + inFlight + " in flight",
                    sample,
                    Optional.of(growth.per(sample.operations()))));
        }
        return rows.all();
    }

    private Sample register(Duration time, int inFlight) throws InterruptedException, ExecutionException {
        int first = used;
        IntConsumer register = number ->
                client.commit(Invocation.of("Register", tag + "-" + (first + number), "09506000100104", "LOT-1"));
        Sample sample = new Load(Integer.MAX_VALUE, time, inFlight).run(register);
        used += sample.operations();
        return sample;
    }
}
