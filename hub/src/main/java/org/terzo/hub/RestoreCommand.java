package org.terzo.hub;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.terzo.hub.backup.Restore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `terzo-hub restore --from DIR`: puts a backup into a data folder that holds nothing, while no hub runs there.
@Command(name = "restore", mixinStandardHelpOptions = true,
        description = "Put a backup into an empty data folder; exit 0, 1 or 78. The next start asks the gateways for what they still hold.")
final class RestoreCommand implements Callable<Integer> {
    @ParentCommand
    HubCommand hub = new HubCommand(OptionSources.NONE);

    @Option(names = "--from", paramLabel = "DIR", required = true, description = "A folder that terzo-hub backup made.")
    Path from = Path.of("");

    @Override
    public Integer call() {
        List<String> mistakes = Restore.mistakes(from, hub.data);
        if (!mistakes.isEmpty()) {
            return HubCommand.refuse(mistakes);
        }
        try (FolderLock _ = FolderLock.take(hub.data)) {
            Restore.copy(from, hub.data);
            return 0;
        } catch (IOException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }
}
