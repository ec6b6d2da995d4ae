package org.terzo.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The files of this repository as they are on the disk; what builds and runs leave behind is passed over.
record Repository(Path root) {
    private static final Set<String> LEFT_BEHIND = Set.of("target", "node_modules", "terzo-data", ".git", ".idea", ".vscode");

    static Repository around(Path folder) {
        return Stream.iterate(folder.toAbsolutePath(), Files::isDirectory, each -> each.resolve("..").normalize())
                .limit(10)
                .filter(each -> Files.exists(each.resolve("mvnw")))
                .findFirst()
                .map(Repository::new)
                .orElseThrow(() -> new AssertionError("no folder with mvnw above " + folder));
    }

    /// A text file: its path from the root, with `/`, and what is in it.
    record TextFile(String path, String text) {
        String name() {
            return path.substring(path.lastIndexOf('/') + 1);
        }

        String folder() {
            return path.substring(0, StrictMath.max(0, path.lastIndexOf('/')));
        }

        boolean isMainCode() {
            return path.contains("/src/main/java/");
        }

        String module() {
            return path.substring(0, StrictMath.max(0, path.indexOf("/src/")));
        }
    }

    List<TextFile> filesEndingIn(String ending) throws IOException {
        List<TextFile> found = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return isLeftBehind(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (file.toString().endsWith(ending)) {
                    found.add(new TextFile(root.relativize(file).toString().replace('\\', '/'), Files.readString(file)));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return List.copyOf(found);
    }

    /// Names at the top, dot files and what is left behind aside.
    List<String> top() {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(entry -> !isLeftBehind(entry))
                    .map(entry -> String.valueOf(entry.getFileName()))
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isLeftBehind(Path entry) {
        return LEFT_BEHIND.contains(String.valueOf(entry.getFileName()));
    }
}
