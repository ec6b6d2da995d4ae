package org.terzo.hub;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.terzo.hub.site.SiteFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `terzo-hub check-site FILE`: says what is wrong with a site file.
@Command(name = "check-site", description = "Validate a site file; exit 0 or 78.", mixinStandardHelpOptions = true)
final class CheckSiteCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1")
    Path file = Path.of("");

    @Override
    public Integer call() {
        List<String> mistakes = SiteFile.check(file);
        return mistakes.isEmpty() ? 0 : HubCommand.refuse(mistakes);
    }
}
