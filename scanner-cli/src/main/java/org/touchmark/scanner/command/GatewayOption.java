package org.touchmark.scanner.command;

import org.touchmark.scanner.client.GatewayAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which gateway is asked. */
final class GatewayOption {

    @Option(
            names = "--gateway",
            paramLabel = "URL",
            defaultValue = "${env:TOUCHMARK_GATEWAY:-http://localhost:8080}",
            converter = Converter.class,
            description = "The gateway to ask. Default: TOUCHMARK_GATEWAY, or http://localhost:8080.")
    @SuppressWarnings("NullAway.Init") // picocli sets it from the default at the latest.
    private GatewayAddress address;

    GatewayAddress address() {
        return address;
    }

    private static final class Converter implements ITypeConverter<GatewayAddress> {
        @Override
        public GatewayAddress convert(String text) {
            try {
                return GatewayAddress.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
