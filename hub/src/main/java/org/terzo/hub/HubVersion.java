package org.terzo.hub;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/// The version of this program, from its jar's manifest.
final class HubVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"terzo-hub " + text()};
    }

    static String text() {
        return Optional.ofNullable(HubVersion.class.getPackage().getImplementationVersion()).orElse("development");
    }
}
