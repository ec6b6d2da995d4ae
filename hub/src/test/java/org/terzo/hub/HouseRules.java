package org.terzo.hub;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.terzo.hub.Repository.TextFile;

/// What the compiler does not check of the house style. Every rule is given sources and names the offences.
final class HouseRules {
    static final int LONGEST_FILE = 300;
    static final int LONGEST_METHOD = 40;

    private static final Set<String> EMPTY_NAMES = Set.of("util", "utils", "common", "model", "dto", "service", "config", "impl");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package\\s+([\\w.]+);");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import\\s+(?:static\\s+)?([\\w.]+)");
    private static final Pattern LOCAL_VAR = Pattern.compile("\\bvar\\s+(\\w+)\\s*[=:]");
    private static final Pattern CASE_WITHOUT_LOCALE = Pattern.compile("\\.to(Upper|Lower)Case\\(\\s*\\)");
    private static final Pattern FORMAT_CALL = Pattern.compile("\\.formatted\\(|String\\.format\\(|\\.printf\\(");
    private static final Pattern LOCAL_CONVERSION =
            Pattern.compile("%(?:\\d+\\$)?(?:[-#+0(]*,[-#+0(,]*\\d*d|[-#+0(,]*\\d*(?:\\.\\d+)?[eEfgGaA]|[-0]*\\d*[tT][A-Za-z])");
    private static final Pattern DECLARED = Pattern.compile("\\b(?:class|interface|enum|record|type)\\s+([A-Z]\\w*)");
    private static final Pattern NAMED = Pattern.compile("`(?<name>[A-Z][a-zA-Z0-9]+)`");

    private HouseRules() {}

    /// Packages below `root` import only those that stand before them in `order`; the root itself sees all.
    static List<String> againstTheFlow(TextFile file, String root, List<String> order) {
        String own = packageBelow(packageOf(file), root);
        if (own.isEmpty()) {
            return List.of();
        }
        if (!order.contains(own)) {
            return List.of(file.path() + ": package " + own + " has no place in the order of " + root);
        }
        List<String> offences = new ArrayList<>();
        Matcher imports = IMPORT.matcher(JavaText.of(file.text()).code());
        while (imports.find()) {
            String other = packageBelow(imports.group(1), root);
            boolean ofRoot = imports.group(1).matches(Pattern.quote(root) + "\\.[A-Z].*");
            if (ofRoot || order.indexOf(other) > order.indexOf(own)) {
                offences.add("%s: %s imports %s".formatted(file.path(), own, imports.group(1)));
            }
        }
        return offences;
    }

    /// The first segment below the root; empty for the root itself and what lies outside.
    private static String packageBelow(String name, String root) {
        Matcher below = Pattern.compile(Pattern.quote(root) + "\\.([a-z]\\w*).*").matcher(name);
        return below.matches() ? below.group(1) : "";
    }

    private static String packageOf(TextFile file) {
        Matcher named = PACKAGE.matcher(JavaText.of(file.text()).code());
        return named.find() ? named.group(1) : "";
    }

    /// Main code of a module meets a foreign library in one class.
    static List<String> librariesMetTwice(List<TextFile> files, List<String> libraries) {
        Map<String, Set<String>> met = new TreeMap<>();
        for (TextFile file : files) {
            String code = JavaText.of(file.text()).code();
            for (String library : libraries) {
                if (code.contains(library + ".")) {
                    met.computeIfAbsent(file.module() + ": " + library, _ -> new TreeSet<>()).add(file.name());
                }
            }
        }
        return met.entrySet().stream().filter(each -> each.getValue().size() > 1).map(each -> each.getKey() + " is met in " + each.getValue()).toList();
    }

    /// The unnamed and the deconstructed `var` of a pattern is no declaration of its own.
    static List<String> localVars(TextFile file) {
        return found(file, LOCAL_VAR, "declares by var");
    }

    static List<String> oldComments(TextFile file) {
        JavaText text = JavaText.of(file.text());
        return text.comments().stream()
                .filter(comment -> comment.text().startsWith("/**"))
                .map(comment -> "%s:%d: /** instead of ///".formatted(file.path(), text.lineOf(comment.from())))
                .toList();
    }

    static List<String> longFiles(TextFile file) {
        long lines = file.text().lines().count();
        return lines <= LONGEST_FILE ? List.of() : List.of("%s: %d lines".formatted(file.path(), lines));
    }

    static List<String> longMethods(TextFile file) {
        return MethodSizes.of(JavaText.of(file.text())).stream()
                .filter(size -> size.lines() > LONGEST_METHOD)
                .map(size -> "%s: %s has %d lines".formatted(file.path(), size.method(), size.lines()))
                .toList();
    }

    /// Numbers that a locale writes its own way, and letters whose case a locale changes.
    static List<String> leakedLocales(TextFile file) {
        List<String> offences = new ArrayList<>(found(file, CASE_WITHOUT_LOCALE, "changes case without a Locale"));
        JavaText text = JavaText.of(file.text());
        int from = 0;
        for (int end = text.code().indexOf(';'); end >= 0; end = text.code().indexOf(';', from)) {
            String statement = text.code().substring(from, end);
            Matcher call = FORMAT_CALL.matcher(statement);
            if (call.find() && !tellsLocale(statement, call) && text.literalsWithin(from, end).stream().anyMatch(HouseRules::isLocal)) {
                offences.add("%s:%d: formats without Locale.ROOT".formatted(file.path(), text.lineOf(from + call.start())));
            }
            from = end + 1;
        }
        return offences;
    }

    private static boolean isLocal(String literal) {
        return LOCAL_CONVERSION.matcher(literal.replace("%%", "")).find();
    }

    private static boolean tellsLocale(String statement, Matcher call) {
        return statement.substring(call.end()).stripLeading().startsWith("Locale.ROOT");
    }

    static List<String> emptyPackageNames(TextFile file) {
        return Arrays.stream(packageOf(file).split("\\."))
                .filter(EMPTY_NAMES::contains)
                .map(segment -> "%s: a package named %s says nothing".formatted(file.path(), segment))
                .toList();
    }

    /// Every package of main code has its sentence and its `@NullMarked`.
    static List<String> unmarkedPackages(List<TextFile> files) {
        Map<String, String> sentences = new HashMap<>();
        files.stream().filter(file -> file.name().equals("package-info.java")).forEach(file -> sentences.put(file.folder(), file.text()));
        Set<String> folders = new TreeSet<>();
        files.forEach(file -> folders.add(file.folder()));
        return folders.stream()
                .filter(folder -> !isMarked(sentences.getOrDefault(folder, "")))
                .map(folder -> folder + ": no package-info.java with a /// sentence and @NullMarked")
                .toList();
    }

    private static boolean isMarked(String packageInfo) {
        return packageInfo.contains("@NullMarked\npackage ") && packageInfo.lines().anyMatch(line -> line.startsWith("/// "));
    }

    static Set<String> declaredTypes(List<TextFile> sources) {
        Set<String> names = new HashSet<>();
        for (TextFile file : sources) {
            Matcher declared = DECLARED.matcher(JavaText.of(file.text()).code());
            while (declared.find()) {
                names.add(declared.group(1));
            }
        }
        return names;
    }

    /// Type names in back-ticks that nothing declares; words all in capitals are no type names.
    static List<String> namesOfNothing(TextFile document, Set<String> known) {
        List<String> offences = new ArrayList<>();
        Matcher named = NAMED.matcher(document.text());
        while (named.find()) {
            String name = named.group("name");
            long capitals = name.chars().filter(Character::isUpperCase).count();
            boolean isType = capitals >= 2 && name.chars().anyMatch(Character::isLowerCase);
            if (isType && !known.contains(name)) {
                offences.add("%s: `%s` does not exist".formatted(document.path(), name));
            }
        }
        return offences;
    }

    private static List<String> found(TextFile file, Pattern pattern, String what) {
        JavaText text = JavaText.of(file.text());
        return pattern.matcher(text.code())
                .results()
                .map(hit -> "%s:%d: %s".formatted(file.path(), text.lineOf(hit.start()), what))
                .toList();
    }
}
