package org.terzo.gateway.sensor.gpio;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Finds a GPIO chip by its label: its number changes from kernel to kernel.
final class GpioChips {
    private static final Path CLASS = Path.of("/sys/class/gpio");

    private GpioChips() {}

    /// Says so when there is no GPIO chip at all.
    static void requireOne(Path devices) throws IOException {
        try (DirectoryStream<Path> chips = Files.newDirectoryStream(devices, "gpiochip*")) {
            if (!chips.iterator().hasNext()) {
                throw new IOException("inputs: pi4j: this machine has no GPIO chip (%s/gpiochip*): run it on a Raspberry Pi, or with recorded or simulated inputs".formatted(devices));
            }
        }
    }

    /// The device name, such as `gpiochip0`, of the chip with that label.
    static String named(String label) throws IOException {
        return named(label, CLASS);
    }

    static String named(String label, Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> chips = Files.newDirectoryStream(folder, "gpiochip*")) {
                for (Path chip : chips) {
                    if (Files.readString(chip.resolve("label")).strip().equals(label)) {
                        return device(chip);
                    }
                }
            }
        }
        throw new IOException("wiring.chip: no GPIO chip has the label " + label);
    }

    /// The class folder counts by line; the device's own folder names the character device.
    private static String device(Path chip) throws IOException {
        try (DirectoryStream<Path> devices = Files.newDirectoryStream(chip.resolve("device"), "gpiochip*")) {
            for (Path device : devices) {
                return device.getFileName().toString();
            }
        }
        return chip.getFileName().toString();
    }
}
