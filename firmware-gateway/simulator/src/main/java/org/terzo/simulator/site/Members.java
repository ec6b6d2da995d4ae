package org.terzo.simulator.site;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// The members of one mapping of a site file. A mistake is told as `line: place: value, expected …`; members that nobody asks for are ignored.
final class Members {
    private final String place;
    private final int line;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Consumer<String> mistakes;

    private Members(String place, MappingNode mapping, Consumer<String> mistakes) {
        this.place = place;
        this.line = lineOf(mapping);
        this.mistakes = mistakes;
        for (NodeTuple member : mapping.getValue()) {
            if (member.getKeyNode() instanceof ScalarNode key) {
                nodes.put(key.getValue(), member.getValueNode());
            }
        }
    }

    /// The whole file; empty after a mistake.
    static Optional<Members> root(String yaml, Consumer<String> mistakes) {
        try {
            Optional<Node> root = Optional.ofNullable(new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(yaml)));
            if (root.isPresent() && root.get() instanceof MappingNode mapping) {
                return Optional.of(new Members("", mapping, mistakes));
            }
            mistakes.accept("1: file: is empty or no YAML mapping");
        } catch (YAMLException broken) {
            mistakes.accept("1: file: " + String.valueOf(broken.getMessage()).lines().findFirst().orElse("is no YAML"));
        }
        return Optional.empty();
    }

    void mistake(String member, String message) {
        Optional<Node> node = Optional.ofNullable(nodes.get(member));
        mistakes.accept("%s: %s: %s".formatted(node.map(Members::lineOf).orElse(line).toString(), path(member), message));
    }

    private String path(String member) {
        return place.isEmpty() ? member : place + "." + member;
    }

    Optional<String> text(String member) {
        return Optional.ofNullable(nodes.get(member)).flatMap(Members::scalar);
    }

    /// Empty when it is missing or, after a mistake, when it is not as expected.
    <T> Optional<T> optional(String member, Function<String, Optional<T>> parse, String expected) {
        Optional<String> text = text(member);
        Optional<T> value = text.flatMap(parse);
        if (value.isEmpty() && nodes.containsKey(member)) {
            mistake(member, "'%s', expected %s".formatted(text.orElse("…"), expected));
        }
        return value;
    }

    <T> Optional<T> required(String member, Function<String, Optional<T>> parse, String expected) {
        if (!nodes.containsKey(member)) {
            mistake(member, "is missing, expected " + expected);
        }
        return optional(member, parse, expected);
    }

    /// The plain values of a list.
    List<String> texts(String member) {
        return items(member).stream().flatMap(item -> scalar(item).stream()).toList();
    }

    /// The mappings of a list.
    List<Members> mappings(String member) {
        List<Members> mappings = new ArrayList<>();
        for (Node item : items(member)) {
            if (item instanceof MappingNode mapping) {
                mappings.add(new Members("%s[%s]".formatted(path(member), Integer.toString(mappings.size())), mapping, mistakes));
            } else {
                mistake(member, "holds something that is no mapping {…}");
            }
        }
        return mappings;
    }

    private List<Node> items(String member) {
        Optional<Node> node = Optional.ofNullable(nodes.get(member));
        if (node.isPresent() && node.get() instanceof SequenceNode list) {
            return list.getValue();
        }
        if (node.isPresent()) {
            mistake(member, "is not a list");
        }
        return List.of();
    }

    private static Optional<String> scalar(Node node) {
        return node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
    }

    private static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
