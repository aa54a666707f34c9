package io.toygres.deploy;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The settings of all services, read from the sources: the interfaces with {@code @ConfigMapping} and the injection points with
 * {@code @ConfigProperty}. Only parsed, so that nothing has to be built for it.
 */
final class SettingSources {
    private static final Set<String> ALL = Set.of("api-service", "image-service", "provisioner-service");
    private static final Set<String> WORKERS = Set.of("image-service", "provisioner-service");
    private static final Set<String> DECRYPTING = Set.of("api-service", "provisioner-service");

    private final List<Setting> settings = new ArrayList<>();
    private final Map<String, String> constants = new HashMap<>();
    /** Top-level interfaces: some are groups in the mappings of several features. */
    private final Map<String, TreePath> shared = new HashMap<>();

    private SettingSources() {}

    /** In the order of their names; one that several modules read with one default is one. */
    static List<Setting> read(Path root) {
        SettingSources sources = new SettingSources();
        List<Path> files = javaFiles(root);
        sources.scan(files, root, sources::collectConstants);
        sources.scan(files, root, sources::collectSettings);
        return merge(sources.settings);
    }

    private static List<Setting> merge(List<Setting> settings) {
        Map<String, Setting> merged = new HashMap<>();
        for (Setting setting : settings) {
            merged.merge(setting.property(), setting, (one, other) -> {
                var services = new java.util.TreeSet<>(one.services());
                services.addAll(other.services());
                Setting told = one.text().length() >= other.text().length() ? one : other;
                return new Setting(one.property(), services, told.type(), one.preset(), one.optional(), told.text());
            });
        }
        return merged.values().stream()
                .sorted(Comparator.comparing(Setting::property))
                .toList();
    }

    private static List<Path> javaFiles(Path root) {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> modules = Files.list(root)) {
            for (Path sources : modules.filter(
                            module -> module.getFileName().toString().matches(".*-service|common|contract|kubernetes"))
                    .map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> found = Files.walk(sources)) {
                    found.filter(SettingSources::mentionsSettings).forEach(files::add);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files.stream().sorted().toList();
    }

    private static boolean mentionsSettings(Path file) {
        try {
            return file.toString().endsWith(".java")
                    && Files.readString(file)
                            .matches("(?s).*(import (org.eclipse.microprofile|io.smallrye).config"
                                    + "|public interface \\w+(Settings|Config) ).*");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Visitor {
        void visit(String module, CompilationUnitTree unit, DocTrees docs);
    }

    private void scan(List<Path> files, Path root, Visitor visitor) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
            DocTrees docs = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                Path file = Path.of(unit.getSourceFile().toUri());
                visitor.visit(root.relativize(file).getName(0).toString(), unit, docs);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void collectConstants(String module, CompilationUnitTree unit, DocTrees docs) {
        new TreePathScanner<@Nullable Void, String>() {
            @Override
            public @Nullable Void visitClass(ClassTree type, String outer) {
                if (type.getKind() == Tree.Kind.INTERFACE) {
                    shared.putIfAbsent(type.getSimpleName().toString(), getCurrentPath());
                }
                for (Tree member : type.getMembers()) {
                    if (member instanceof VariableTree field && field.getInitializer() instanceof LiteralTree literal) {
                        constants.put(type.getSimpleName() + "." + field.getName(), String.valueOf(literal.getValue()));
                    }
                }
                return super.visitClass(type, outer);
            }
        }.scan(unit, "");
    }

    private void collectSettings(String module, CompilationUnitTree unit, DocTrees docs) {
        new TreePathScanner<@Nullable Void, @Nullable Void>() {
            private String type = "";

            @Override
            public @Nullable Void visitClass(ClassTree tree, @Nullable Void nothing) {
                type = tree.getSimpleName().toString();
                annotation(tree.getModifiers(), "ConfigMapping")
                        .ifPresent(mapping ->
                                mapping(module, unit, docs, getCurrentPath(), value(mapping, "prefix", type)));
                return super.visitClass(tree, null);
            }

            @Override
            public @Nullable Void visitVariable(VariableTree tree, @Nullable Void nothing) {
                annotation(tree.getModifiers(), "ConfigProperty")
                        .ifPresent(property -> injected(module, tree, property, type));
                return super.visitVariable(tree, null);
            }
        }.scan(unit, null);
    }

    private void injected(String module, VariableTree variable, AnnotationTree annotation, String type) {
        String property = value(annotation, "name", type);
        if (property.startsWith("toygres.")) {
            String declared = variable.getType().toString();
            Optional<String> preset = argument(annotation, "defaultValue").map(value -> resolve(value, type));
            settings.add(new Setting(
                    property, services(module, property), declared, preset, declared.startsWith("Optional"), ""));
        }
    }

    private void mapping(String module, CompilationUnitTree unit, DocTrees docs, TreePath path, String prefix) {
        ClassTree type = (ClassTree) path.getLeaf();
        Map<String, ClassTree> groups = new HashMap<>();
        for (TreePath above = path; above != null; above = above.getParentPath()) {
            if (above.getLeaf() instanceof ClassTree enclosing) {
                enclosing.getMembers().stream()
                        .filter(ClassTree.class::isInstance)
                        .map(ClassTree.class::cast)
                        .filter(nested -> nested.getKind() == Tree.Kind.INTERFACE)
                        .forEach(nested ->
                                groups.putIfAbsent(nested.getSimpleName().toString(), nested));
            }
        }
        for (Tree member : type.getMembers()) {
            if (member instanceof MethodTree method && method.getBody() == null) {
                String property = prefix + "."
                        + annotation(method.getModifiers(), "WithName")
                                .map(name -> value(
                                        name, "value", type.getSimpleName().toString()))
                                .orElseGet(() -> kebab(method.getName().toString()));
                String returned = method.getReturnType().toString();
                ClassTree group = groups.get(returned);
                if (group != null) {
                    mapping(module, unit, docs, new TreePath(path, group), property);
                } else if (shared.containsKey(returned)) {
                    mapping(module, unit, docs, shared.get(returned), property);
                } else {
                    settings.add(setting(module, docs, new TreePath(path, method), property));
                }
            }
        }
    }

    private Setting setting(String module, DocTrees docs, TreePath path, String property) {
        MethodTree method = (MethodTree) path.getLeaf();
        String declared = method.getReturnType().toString();
        Optional<String> preset =
                annotation(method.getModifiers(), "WithDefault").map(given -> value(given, "value", ""));
        return new Setting(
                property,
                services(module, property),
                declared,
                preset,
                declared.startsWith("Optional"),
                JavadocText.markdown(docs.getDocComment(path)) + bounds(method.getModifiers()));
    }

    /** Such as {@code (`1S` to `1D`)} of {@code @DurationBounds(least = "1S", most = "1D")}; empty where nothing is bounded. */
    private static String bounds(ModifiersTree modifiers) {
        for (AnnotationTree annotation : modifiers.getAnnotations()) {
            if (annotation.getAnnotationType().toString().matches("Range|[A-Z][a-z]+Bounds")) {
                String least = argument(annotation, "least")
                        .or(() -> argument(annotation, "min"))
                        .map(SettingSources::plain)
                        .orElse("");
                String most = argument(annotation, "most")
                        .or(() -> argument(annotation, "max"))
                        .map(SettingSources::plain)
                        .orElse("");
                return most.isEmpty() ? " (from `" + least + "`)" : " (`" + least + "` to `" + most + "`)";
            }
        }
        return "";
    }

    private static String plain(ExpressionTree value) {
        return value instanceof LiteralTree literal ? String.valueOf(literal.getValue()) : value.toString();
    }

    /** What is in a module that services share is read by all of them, but for what the workers or the keyring's owners alone use. */
    private static Set<String> services(String module, String property) {
        if (ALL.contains(module)) {
            return Set.of(module);
        }
        if (property.startsWith("toygres.keyring")) {
            return DECRYPTING;
        }
        return property.matches("toygres\\.(jobs|operations|workload-identity)\\..*") || module.equals("kubernetes")
                ? WORKERS
                : ALL;
    }

    private static Optional<AnnotationTree> annotation(ModifiersTree modifiers, String name) {
        return modifiers.getAnnotations().stream()
                .filter(annotation -> annotation.getAnnotationType().toString().equals(name))
                .map(AnnotationTree.class::cast)
                .findFirst();
    }

    private String value(AnnotationTree annotation, String name, String type) {
        return argument(annotation, name)
                .map(value -> resolve(value, type))
                .orElseThrow(() -> new AssertionError(annotation + " has no " + name));
    }

    private static Optional<ExpressionTree> argument(AnnotationTree annotation, String name) {
        for (ExpressionTree argument : annotation.getArguments()) {
            if (argument instanceof AssignmentTree assignment) {
                if (assignment.getVariable().toString().equals(name)) {
                    return Optional.of(assignment.getExpression());
                }
            } else if (name.equals("value")) {
                return Optional.of(argument);
            }
        }
        return Optional.empty();
    }

    private String resolve(ExpressionTree expression, String type) {
        if (expression instanceof LiteralTree literal) {
            return String.valueOf(literal.getValue());
        }
        String name = expression.toString();
        String constant = constants.get(name.contains(".") ? name : type + "." + name);
        if (constant == null) {
            throw new AssertionError("The value of " + name + " in " + type + " is not known");
        }
        return constant;
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
    }
}
