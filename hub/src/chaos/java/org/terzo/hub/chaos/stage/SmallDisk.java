package org.terzo.hub.chaos.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A disk of its own for one folder that can be full from one moment to the next: a file system in memory, where root may mount one.
public final class SmallDisk implements AutoCloseable {
    private static final int TRIES = 100;
    private static final String ROOM = "size=3g";

    private final Path folder;
    private final boolean isMounted;

    private SmallDisk(Path folder, boolean isMounted) {
        this.folder = folder;
        this.isMounted = isMounted;
    }

    /// Where nothing can be mounted it is a plain folder that is never full.
    static SmallDisk at(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        return new SmallDisk(folder, succeeds(List.of("mount", "-t", "tmpfs", "-o", ROOM, "tmpfs", folder.toString())));
    }

    private static boolean succeeds(List<String> command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    Path folder() {
        return folder;
    }

    public boolean canBeFull() {
        return isMounted;
    }

    /// Takes no page more than it holds.
    public void fill() throws IOException, InterruptedException {
        for (int again = 0; again < TRIES; again++) {
            long used = Files.getFileStore(folder).getTotalSpace() - Files.getFileStore(folder).getUsableSpace();
            if (used > 0 && succeeds(List.of("mount", "-o", "remount,size=" + used, folder.toString()))) { // no size at all would mean no limit
                return;
            }
            Thread.sleep(20); // it has grown since it was measured
        }
        throw new IOException("%s: cannot be made full".formatted(folder));
    }

    public void makeRoom() throws IOException, InterruptedException {
        if (!succeeds(List.of("mount", "-o", "remount," + ROOM, folder.toString()))) {
            throw new IOException("%s: cannot be mounted with %s".formatted(folder, ROOM));
        }
    }

    @Override
    public void close() throws InterruptedException {
        if (isMounted && !succeeds(List.of("umount", folder.toString())) && !succeeds(List.of("umount", "-l", folder.toString()))) {
            System.err.println(folder + " stays mounted");
        }
    }
}
