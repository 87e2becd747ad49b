package org.touchmark.scanner.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.touchmark.domain.ledger.OperationId;
import org.touchmark.scanner.client.GatewayException;
import org.touchmark.scanner.console.Console;
import org.touchmark.scanner.console.ExitCode;
import org.touchmark.scanner.console.Mark;
import org.touchmark.scanner.console.Tone;
import org.touchmark.scanner.party.DockApi;
import org.touchmark.scanner.party.DockApi.Moved;
import org.touchmark.scanner.party.Goods;
import picocli.CommandLine.Mixin;

/** What the commands that put goods into containers or take them out share. */
abstract class GoodsMove implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final GoodsOptions goods = new GoodsOptions();

    @Mixin
    private final PartyOptions party = new PartyOptions();

    @Mixin
    private final OperationOption operation = new OperationOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    GoodsMove(Console console) {
        this.console = console;
    }

    abstract Moved move(DockApi dock, Goods things, OperationId id) throws GatewayException;

    /** Where the goods are now. */
    abstract String where();

    @Override
    public final Integer call() throws IOException {
        Goods things = goods.goods();
        DockApi dock = party.dock();
        Moved moved;
        try {
            moved = move(dock, things, operation.id());
        } catch (GatewayException e) {
            throw goods.scanned().placed(e);
        }
        json.print(console, moved.document(), () -> {
            console.line(
                    "%s %s %s".formatted(console.paint(Tone.GOOD, console.sign(Mark.YES)), moved.things(), where()));
            GoodsWarnings.print(console, moved.document(), goods.scanned());
        });
        return ExitCode.GENUINE.number();
    }
}
