package org.terzo.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.terzo.hub.backup.Backup;
import org.terzo.hub.backup.BackupRequests;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `terzo-hub backup --to DIR`: copies what the hub keeps, whether it runs or not.
@Command(name = "backup", mixinStandardHelpOptions = true,
        description = "Copy journal, registry and embedded history into a new folder, while the hub runs or not; exit 0, 1 or 78. InfluxDB has its own backup.")
final class BackupCommand implements Callable<Integer> {
    @ParentCommand
    HubCommand hub = new HubCommand(OptionSources.NONE);

    @Option(names = "--to", paramLabel = "DIR", required = true, description = "A folder that is not there yet, or empty.")
    Path to = Path.of("");

    @Override
    public Integer call() throws InterruptedException {
        try {
            List<String> mistakes = new ArrayList<>(Backup.mistakes(to));
            if (!Files.exists(hub.data.resolve(Backup.JOURNAL))) {
                mistakes.add("--data: %s holds no hub's data".formatted(hub.data));
            }
            if (!mistakes.isEmpty()) {
                return HubCommand.refuse(mistakes);
            }
            Optional<String> refusal = FolderLock.isHeld(hub.data) ? BackupRequests.ask(hub.data, to, () -> FolderLock.isHeld(hub.data)) : still();
            refusal.ifPresent(System.err::println);
            return refusal.isPresent() ? 1 : 0;
        } catch (IOException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    private Optional<String> still() throws IOException {
        try (FolderLock _ = FolderLock.take(hub.data)) {
            Backup.write(hub.data, to.toAbsolutePath().normalize(), Instant.now(), folder -> Backup.copyStill(hub.data, folder));
            return Optional.empty();
        }
    }
}
