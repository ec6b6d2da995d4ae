package org.terzo.hub.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A real process that a test started and stops by its id; what it says is kept.
public final class Program implements AutoCloseable {
    private static final Path ROOT = root();

    private final String name;
    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private volatile boolean isEnding;

    private Program(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    public static Program start(String name, List<String> command, Path folder) throws IOException {
        Files.createDirectories(folder);
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        Program program = new Program(name, process);
        Thread.ofVirtual().start(program::read);
        return program;
    }

    public static Program hub(Path folder, List<String> options) throws IOException {
        return start("hub", command(ROOT.resolve("hub/target/dist/bin/terzo-hub"), options), folder);
    }

    public static Program gateway(Path folder, List<String> options) throws IOException {
        return start("gateway", command(ROOT.resolve("firmware-gateway/agent/target/dist/bin/terzo-gateway"), options), folder);
    }

    private static List<String> command(Path launcher, List<String> options) {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(options);
        return command;
    }

    /// The root of the project: the folder that holds the wrapper.
    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = Optional.ofNullable(folder.getParent()).orElseThrow(() -> new IllegalStateException("no mvnw above the working folder"));
        }
        return folder;
    }

    /// Waits for a line that matches, and gives its first group.
    public String await(String pattern, Duration atMost) throws InterruptedException {
        Pattern wanted = Pattern.compile(pattern);
        long end = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() < end) {
            for (String line : said()) {
                Matcher found = wanted.matcher(line);
                if (found.find()) {
                    return found.group(Math.min(1, found.groupCount()));
                }
            }
            if (!process.isAlive() && process.exitValue() != 0 && said().stream().noneMatch(wanted.asPredicate())) {
                throw new AssertionError("%s ended with %d before it said '%s':%n%s".formatted(name, process.exitValue(), pattern, text()));
            }
            Thread.sleep(20);
        }
        throw new AssertionError("%s did not say '%s':%n%s".formatted(name, pattern, text()));
    }

    /// Writes a line to the program's standard input.
    public void tell(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    public void kill() throws InterruptedException {
        isEnding = true;
        process.destroyForcibly();
        process.waitFor();
    }

    /// Stops it from running without ending it, so that it answers nobody.
    public void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    public void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    }

    public int waitFor(Duration atMost) throws InterruptedException {
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("%s did not end:%n%s".formatted(name, text()));
        }
        return process.exitValue();
    }

    public boolean hasSaid(String pattern) {
        return said().stream().anyMatch(Pattern.compile(pattern).asPredicate());
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public String text() {
        List<String> said = said();
        return String.join("\n", said.subList(Math.max(0, said.size() - 60), said.size()));
    }

    private synchronized List<String> said() {
        return List.copyOf(lines);
    }

    private void read() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = reader.readLine();
            while (line != null) {
                synchronized (this) {
                    lines.add(line);
                }
                line = reader.readLine();
            }
        } catch (IOException e) {
            if (!isEnding) { // the pipe of a program that the test ends may break
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        isEnding = true;
        process.destroy();
        if (!process.waitFor(12, TimeUnit.SECONDS)) {
            kill();
        }
    }
}
