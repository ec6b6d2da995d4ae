package org.terzo.hub.site;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.terzo.hub.site.SiteFile.Mistake;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// The members of one YAML mapping, read with their places; each mistake is noted and reading goes on.
final class Members {
    private final String place;
    private final int line;
    private final boolean isMapping;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Set<String> read = new HashSet<>();
    private final List<Mistake> mistakes;

    Members(String place, Node node, List<Mistake> mistakes) {
        this.place = place;
        this.mistakes = mistakes;
        this.line = node.getStartMark().getLine() + 1;
        this.isMapping = node instanceof MappingNode;
        if (!(node instanceof MappingNode mapping)) {
            mistake(line, place, text(node), "a mapping");
            return;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String name = text(tuple.getKeyNode());
            if (nodes.put(name, tuple.getValueNode()) != null) {
                mistake(tuple.getKeyNode().getStartMark().getLine() + 1, at(name), name, "a member only once");
            }
        }
    }

    /// A member that must be there; `fallback` stands in for it after a mistake.
    <T> T required(String name, Function<String, Optional<T>> parse, String expected, T fallback) {
        return needed(name, parse, expected).orElse(fallback);
    }

    /// A member that must be there; empty after a mistake.
    <T> Optional<T> needed(String name, Function<String, Optional<T>> parse, String expected) {
        if (isMapping && !nodes.containsKey(name)) {
            read.add(name);
            mistake(line, at(name), "nothing", expected);
        }
        return optional(name, parse, expected);
    }

    <T> Optional<T> optional(String name, Function<String, Optional<T>> parse, String expected) {
        read.add(name);
        Optional<Node> node = Optional.ofNullable(nodes.get(name));
        if (node.isEmpty()) {
            return Optional.empty();
        }
        Optional<T> value = scalar(node.get()).flatMap(parse);
        if (value.isEmpty()) {
            mistake(node.get(), at(name), expected);
        }
        return value;
    }

    /// A list of scalars.
    <T> List<T> scalars(String name, Function<String, Optional<T>> parse, String expected) {
        return each(name, (node, itemPlace) -> {
            Optional<T> value = scalar(node).flatMap(parse);
            if (value.isEmpty()) {
                mistake(node, itemPlace, expected);
            }
            return value;
        });
    }

    /// A list of mappings.
    <T> List<T> mappings(String name, Function<Members, T> parse) {
        return each(name, (node, itemPlace) -> {
            Members item = new Members(itemPlace, node, mistakes);
            T value = parse.apply(item);
            item.noOthers();
            return Optional.of(value);
        });
    }

    <T> Optional<T> mapping(String name, Function<Members, T> parse) {
        read.add(name);
        return Optional.ofNullable(nodes.get(name)).map(node -> {
            Members item = new Members(at(name), node, mistakes);
            T value = parse.apply(item);
            item.noOthers();
            return value;
        });
    }

    <T> List<T> each(String name, BiFunction<Node, String, Optional<T>> parse) {
        read.add(name);
        List<T> values = new ArrayList<>();
        Optional<Node> node = Optional.ofNullable(nodes.get(name));
        if (node.isEmpty()) {
            return values;
        }
        if (!(node.get() instanceof SequenceNode sequence)) {
            mistake(node.get(), at(name), "a list");
            return values;
        }
        for (int i = 0; i < sequence.getValue().size(); i++) {
            parse.apply(sequence.getValue().get(i), at(name) + "[" + i + "]").ifPresent(values::add);
        }
        return values;
    }

    boolean hasList(String name) {
        return nodes.get(name) instanceof SequenceNode;
    }

    /// Notes every member that nobody asked for.
    void noOthers() {
        nodes.forEach((name, node) -> {
            if (!read.contains(name)) {
                mistake(node.getStartMark().getLine() + 1, at(name), name, "no member of this name");
            }
        });
    }

    /// Notes a mistake that shows only in what stands elsewhere.
    void mistake(String name, String value, String expected) {
        int at = Optional.ofNullable(nodes.get(name)).map(node -> node.getStartMark().getLine() + 1).orElse(line);
        mistake(at, at(name), value, expected);
    }

    void mistake(Node node, String itemPlace, String expected) {
        mistake(node.getStartMark().getLine() + 1, itemPlace, text(node), expected);
    }

    private void mistake(int atLine, String itemPlace, String value, String expected) {
        mistakes.add(new Mistake(atLine, itemPlace, value, expected));
    }

    private String at(String name) {
        return place.isEmpty() ? name : place + "." + name;
    }

    private static Optional<String> scalar(Node node) {
        return node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL) ? Optional.of(scalar.getValue()) : Optional.empty();
    }

    static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : node.getNodeId().name();
    }
}
