package org.terzo.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.hub.Repository.TextFile;

/// Each house rule on a made-up source that breaks it, beside one that only looks as if it did.
class HouseRulesFailTest {
    private static TextFile at(String path, String text) {
        return new TextFile(path, text);
    }

    private static TextFile source(String text) {
        return at("m/src/main/java/a/A.java", text);
    }

    private static List<String> flow(String text) {
        return HouseRules.againstTheFlow(source(text), "org.terzo.hub", HouseRulesTest.HUB);
    }

    @Test
    void aStageThatImportsALaterOneIsNamed() {
        String path = "m/src/main/java/a/A.java: ";

        assertEquals(
                List.of(path + "site imports org.terzo.hub.live.LiveSite"),
                flow("package org.terzo.hub.site;\nimport org.terzo.hub.live.LiveSite;\n"));
        assertEquals(
                List.of(path + "occupancy imports org.terzo.hub.history.History.Page"),
                flow("package org.terzo.hub.occupancy.filter;\nimport static org.terzo.hub.history.History.Page;\n"));
        assertEquals(List.of(path + "web imports org.terzo.hub.HubPipeline"), flow("package org.terzo.hub.web;\nimport org.terzo.hub.HubPipeline;\n"));
        assertEquals(List.of(path + "package extras has no place in the order of org.terzo.hub"), flow("package org.terzo.hub.extras;\n"));
    }

    @Test
    void aStageMayImportEarlierOnesAndTheRootAll() {
        assertEquals(List.of(), flow("package org.terzo.hub.live;\nimport org.terzo.hub.site.Site;\n// import org.terzo.hub.access.Sessions;\n"));
        assertEquals(List.of(), flow("package org.terzo.hub;\nimport org.terzo.hub.access.Sessions;\n"));
    }

    @Test
    void aLibraryMetInTwoClassesOfAModuleIsNamedWithBoth() {
        List<TextFile> files = List.of(
                at("m/src/main/java/A.java", "import com.pi4j.Pi4J;"),
                at("m/src/main/java/B.java", "class B { com.pi4j.context.Context context; }"),
                at("m/src/main/java/C.java", "/// Not a use: com.pi4j.Pi4J"),
                at("n/src/main/java/D.java", "import com.pi4j.Pi4J;"));

        assertEquals(List.of("m: com.pi4j is met in [A.java, B.java]"), HouseRules.librariesMetTwice(files, HouseRulesTest.LIBRARIES));
    }

    @Test
    void aLocalVarIsFoundAndAPatternOrAWordIsNot() {
        assertEquals(1, HouseRules.localVars(source("class A { void a() { var b = 1; } }")).size());
        assertEquals(1, HouseRules.localVars(source("class A { void a() { for (var b : c) {} } }")).size());
        assertEquals(0, HouseRules.localVars(source("class A { String a = \"var b = 1\"; boolean is = a instanceof B(var b); }")).size());
    }

    @Test
    void anOldCommentIsFoundAndAPathPatternIsNot() {
        assertEquals(List.of("m/src/main/java/a/A.java:2: /** instead of ///"), HouseRules.oldComments(source("\n/** Old. */\nclass A {}")));
        assertEquals(List.of(), HouseRules.oldComments(source("/// New /** still new\nclass A { String a = \"/api/**\"; }")));
    }

    @Test
    void aFileOfOneLineTooManyIsFound() {
        assertEquals(List.of("m/src/main/java/a/A.java: 301 lines"), HouseRules.longFiles(source("\n".repeat(301))));
        assertEquals(List.of(), HouseRules.longFiles(source("\n".repeat(300))));
    }

    private static String method(int lines, String body) {
        return "class A {\n  int field = 1;\n\n  @X(\"(\")\n  int take(int a) throws B {" + "\n".repeat(lines - 2) + body + "\n  }\n}\n";
    }

    @Test
    void aMethodOfOneLineTooManyIsFoundByName() {
        assertEquals(List.of("m/src/main/java/a/A.java: take has 41 lines"), HouseRules.longMethods(source(method(41, ""))));
        assertEquals(List.of(), HouseRules.longMethods(source(method(40, ""))));
    }

    @Test
    void bracesInStringsCommentsAndTextBlocksAreNoBraces() {
        String traps = "String s = \"}{\\\"{\"; char c = '{'; /* { */ // {\n String t = \"\"\"\n { \\\"\"\" {\n \"\"\";";

        assertEquals(List.of(), HouseRules.longMethods(source(method(36, traps) + "\n".repeat(60))));
        assertEquals(1, HouseRules.longMethods(source(method(39, traps))).size());
    }

    @Test
    void methodsAreFoundInNestedTypesAndBehindAnnotationsWithArrays() {
        String body = "\n".repeat(41);
        String nested = "record A(int a) {\n A {" + body + "}\n @C({\"x\"})\n void b() {" + body + "}\n enum D { E; static {" + body + "} }\n"
                + " Runnable f = () -> {" + body + "};\n}\n";

        assertEquals(
                List.of("initializer", "b", "initializer"),
                MethodSizes.of(JavaText.of(nested)).stream().map(MethodSizes.Size::method).toList());
        assertEquals(3, HouseRules.longMethods(source(nested)).size());
    }

    @Test
    void aNumberOrALetterThatFollowsTheLocaleIsFound() {
        assertEquals(List.of("m/src/main/java/a/A.java:1: formats without Locale.ROOT"), HouseRules.leakedLocales(source("s = \"%.1f\".formatted(a);")));
        assertEquals(1, HouseRules.leakedLocales(source("s = String.format(\"%,d\", a);")).size());
        assertEquals(1, HouseRules.leakedLocales(source("out.printf(\"%5.2e\", a);")).size());
        assertEquals(1, HouseRules.leakedLocales(source("s = String.format(other, \"%tF\", a);")).size());
        assertEquals(1, HouseRules.leakedLocales(source("s = a.toLowerCase();")).size());
        assertEquals(1, HouseRules.leakedLocales(source("s = a.toUpperCase( );")).size());
    }

    @Test
    void whatNoLocaleChangesIsLeftAlone() {
        assertEquals(List.of(), HouseRules.leakedLocales(source("s = \"%d of %02x is %s, 5%% free\".formatted(a, b, c);")));
        assertEquals(List.of(), HouseRules.leakedLocales(source("s = String.format(Locale.ROOT, \"%.1f\", a);")));
        assertEquals(List.of(), HouseRules.leakedLocales(source("s = \"like '%foo'\"; t = a.toLowerCase(Locale.ROOT);")));
    }

    @Test
    void aPackageNameThatSaysNothingIsFound() {
        assertEquals(
                List.of("m/src/main/java/a/A.java: a package named util says nothing"),
                HouseRules.emptyPackageNames(source("package org.terzo.util.text;")));
        assertEquals(List.of(), HouseRules.emptyPackageNames(source("package org.terzo.utility;")));
    }

    @Test
    void aPackageWithoutMarkOrSentenceIsFound() {
        List<TextFile> files = List.of(
                at("m/src/main/java/a/A.java", "package a;"),
                at("m/src/main/java/b/package-info.java", "@NullMarked\npackage b;\n"),
                at("m/src/main/java/c/package-info.java", "/// Says.\npackage c;\n"),
                at("m/src/main/java/d/package-info.java", "/// Says.\n@NullMarked\npackage d;\n"));

        assertEquals(
                List.of("m/src/main/java/a", "m/src/main/java/b", "m/src/main/java/c"),
                HouseRules.unmarkedPackages(files).stream().map(offence -> offence.substring(0, offence.indexOf(':'))).toList());
    }

    @Test
    void aTypeThatOnlyADocumentNamesIsFound() {
        Set<String> known = HouseRules.declaredTypes(List.of(source("/// class NoType\nfinal class Line { record DeskRow(int a) {} }")));

        assertEquals(Set.of("Line", "DeskRow"), known);
        assertEquals(
                List.of("README.md: `NoType` does not exist"),
                HouseRules.namesOfNothing(at("README.md", "`DeskRow`, `NoType`, `WAL`, `Line`, `Desk`, NoTick, `A.NoDot`"), known));
    }

    @Test
    void aStrangerAtTheTopIsSeenAndWhatRunsLeaveBehindIsNot(@TempDir Path folder) throws IOException {
        Files.createFile(folder.resolve("mvnw"));
        Files.createFile(folder.resolve("notes.txt"));
        Files.createFile(folder.resolve(".editorconfig"));
        Files.createDirectories(folder.resolve("target/classes"));
        Files.createDirectories(folder.resolve("hub/target"));
        Files.createFile(folder.resolve("hub/target/Generated.java"));

        assertEquals(List.of("hub", "mvnw", "notes.txt"), Repository.around(folder.resolve("hub")).top());
        assertEquals(List.of(), Repository.around(folder).filesEndingIn(".java"));
    }
}
