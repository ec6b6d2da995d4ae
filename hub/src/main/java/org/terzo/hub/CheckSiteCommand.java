package org.terzo.hub;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.terzo.hub.site.SiteFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `terzo-hub check-site FILE`: says what is wrong with a site file.
@Command(name = "check-site", description = "Validate a site file; exit 0 or 78.", mixinStandardHelpOptions = true)
final class CheckSiteCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE")
    @Nullable Path file;

    @Override
    public Integer call() {
        if (file == null) {
            return HubMain.BAD_CONFIGURATION;
        }
        List<String> mistakes = SiteFile.check(file);
        return mistakes.isEmpty() ? 0 : HubCommand.refuse(mistakes);
    }
}
