package sower;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Who may use whom, ground floor first: a part uses what is named, and that stands above it.
class ArchitectureTest {
    /// A package of ours with all below it.
    ///
    /// @param why what would be lost if it used more
    /// @param mayUse other parts
    @SuppressWarnings("ArrayRecordComponent") // a table reads best so; parts are not compared
    record Part(String name, String why, String... mayUse) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Part> HOUSE =
            List.of(
                    // the disks half
                    new Part("binary", "bytes of a structure are not about anything"),
                    new Part(
                            "privilege",
                            "who is served as root is decided without knowing what for"),
                    new Part("disk", "a disk is bytes at offsets, whatever is on it", "privilege"),
                    new Part(
                            "partition",
                            "a table says where volumes lie, not what is in them",
                            "binary",
                            "disk"),
                    new Part(
                            "filesystem",
                            "a volume is looked at the same way on a disk and in a file",
                            "binary",
                            "disk"),
                    // the wire half
                    new Part("metainfo", "a torrent is a list of extents and hashes", "disk"),
                    new Part("wire", "messages are read without knowing the swarm", "metainfo"),
                    new Part("tracker", "peers are addresses, whatever they exchange", "metainfo"),
                    new Part(
                            "swarm",
                            "storage is a port: the engine runs over memory, files and devices",
                            "metainfo",
                            "wire"),
                    // the bridge
                    new Part(
                            "image",
                            "the only place where disks and torrents meet",
                            "disk",
                            "partition",
                            "metainfo",
                            "swarm"),
                    // use cases
                    new Part(
                            "capture",
                            "a master is read and hashed without any network",
                            "disk",
                            "partition",
                            "filesystem",
                            "metainfo",
                            "image"),
                    new Part(
                            "exchange",
                            "forms of other programs: gives and takes volumes, knows no swarm",
                            "binary",
                            "disk",
                            "partition",
                            "filesystem",
                            "metainfo",
                            "image",
                            "capture"),
                    new Part(
                            "restore",
                            "a disk is written the same way, whoever ordered it",
                            "disk",
                            "partition",
                            "filesystem",
                            "metainfo",
                            "swarm",
                            "image"),
                    new Part(
                            "deploy",
                            "what machines report is defined here, not how it is carried",
                            "disk",
                            "partition",
                            "metainfo",
                            "wire",
                            "swarm",
                            "image"),
                    new Part(
                            "record",
                            "what happened is kept by itself, whoever made it happen",
                            "image",
                            "deploy"),
                    new Part(
                            "report",
                            "a run on paper is the same, whichever program prints it",
                            "deploy",
                            "record"),
                    new Part(
                            "enrol",
                            "who may take part is decided without a socket",
                            "disk",
                            "metainfo",
                            "image",
                            "deploy"),
                    new Part(
                            "support",
                            "what is told to strangers is masked in one place, for both programs",
                            "disk",
                            "image",
                            "record",
                            "enrol"),
                    new Part(
                            "control",
                            "carries orders and reports, decides nothing",
                            "disk",
                            "metainfo",
                            "tracker",
                            "swarm",
                            "image",
                            "deploy",
                            "enrol"),
                    new Part(
                            "run",
                            "window and command line open a run the same way, and take up each other's",
                            "disk",
                            "swarm",
                            "image",
                            "deploy",
                            "record",
                            "enrol",
                            "control"),
                    new Part(
                            "netboot",
                            "starts any machine as any workstation's agent: knows neither run nor image",
                            "privilege"),
                    // programs
                    new Part(
                            "ezio",
                            "another program's orders end in the same restore",
                            "disk",
                            "metainfo",
                            "tracker",
                            "swarm",
                            "image",
                            "restore",
                            "control"),
                    new Part(
                            "target",
                            "runs without a window, a command line or a capture",
                            "disk",
                            "partition",
                            "filesystem",
                            "metainfo",
                            "wire",
                            "tracker",
                            "swarm",
                            "image",
                            "restore",
                            "deploy",
                            "enrol",
                            "control"),
                    new Part(
                            "practice",
                            "a room of real agents, used by both programs, so it knows neither",
                            "disk",
                            "partition",
                            "filesystem",
                            "metainfo",
                            "swarm",
                            "image",
                            "restore",
                            "deploy",
                            "enrol",
                            "control",
                            "target"),
                    new Part(
                            "local",
                            "disks of this computer are written as a machine writes its own",
                            "disk",
                            "image",
                            "swarm",
                            "deploy",
                            "record",
                            "enrol",
                            "control",
                            "target"),
                    new Part(
                            "cli",
                            "runs where there is no display",
                            "disk",
                            "partition",
                            "filesystem",
                            "metainfo",
                            "tracker",
                            "swarm",
                            "image",
                            "capture",
                            "exchange",
                            "restore",
                            "deploy",
                            "record",
                            "report",
                            "enrol",
                            "support",
                            "control",
                            "run",
                            "netboot",
                            "ezio",
                            "target",
                            "practice"),
                    new Part(
                            "desktop",
                            "shows what the use cases do; nobody below knows a window",
                            "disk",
                            "partition",
                            "filesystem",
                            "metainfo",
                            "swarm",
                            "image",
                            "capture",
                            "restore",
                            "deploy",
                            "enrol",
                            "record",
                            "report",
                            "support",
                            "run",
                            "netboot",
                            "practice",
                            "local"));

    private static final String[] DISKS_HALF =
            packages("binary", "disk", "partition", "filesystem");
    private static final String[] WIRE_HALF = packages("metainfo", "wire", "tracker", "swarm");
    private static final List<String> BITTORRENT_LIBRARY = List.of("metainfo", "wire", "tracker");

    private static final JavaClasses OURS =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("sower");

    static Stream<Part> house() {
        return HOUSE.stream();
    }

    @Test
    void everyPackageStandsInTheTable() {
        var named = HOUSE.stream().map(Part::name).collect(Collectors.toSet());

        var strange =
                OURS.stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> name.startsWith("sower."))
                        .map(name -> name.split("\\.")[1])
                        .filter(name -> !named.contains(name))
                        .collect(Collectors.toSet());

        assertEquals(Set.of(), strange);
    }

    @Test
    void nothingIsImportedUpward() {
        var below = new TreeSet<String>();
        for (var part : HOUSE) {
            assertEquals(
                    List.of(), Arrays.stream(part.mayUse).filter(u -> !below.contains(u)).toList());
            below.add(part.name);
        }
    }

    @ParameterizedTest
    @MethodSource("house")
    void usesOnlyWhatItMay(Part part) {
        var allowed =
                packages(
                        Stream.concat(Stream.of(part.name), Stream.of(part.mayUse))
                                .toArray(String[]::new));

        noClasses()
                .that()
                .resideInAPackage("sower." + part.name + "..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("sower..").and(not(resideInAnyPackage(allowed))))
                .because(part.why)
                .allowEmptyShould(true)
                .check(OURS);
    }

    @Test
    void theWireHalfKnowsOfTheDisksHalfOnlyWhatAnExtentIs() {
        noClasses()
                .that()
                .resideInAnyPackage(WIRE_HALF)
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(DISKS_HALF)
                                .and(not(nameMatching("sower\\.disk\\.Extents?(\\$Builder)?"))))
                .because("torrents are made, read and exchanged without any disk")
                .check(OURS);
    }

    @Test
    void theWireHalfKnowsNoFile() {
        noClasses()
                .that()
                .resideInAnyPackage(WIRE_HALF)
                .should()
                .dependOnClassesThat(
                        resideInAPackage("java.nio.file..")
                                .or(nameMatching("java\\.io\\.(File.*|RandomAccessFile)"))
                                .or(nameMatching("java\\.nio\\.channels\\..*FileChannel.*")))
                .because("bytes go through Storage, or a target would need room for files")
                .check(OURS);
    }

    @Test
    void theDisksHalfKnowsNoSocket() {
        noClasses()
                .that()
                .resideInAnyPackage(DISKS_HALF)
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("java.net..", "com.sun.net..")
                                // where our own jar lies is a URL too
                                .and(not(nameMatching("java\\.net\\.(URL|URI|URISyntaxException)")))
                                .or(nameMatching("java\\.nio\\.channels\\..*(Socket|Datagram).*")))
                .because("what is on a disk must be known before there is a network")
                .check(OURS);
    }

    @Test
    void fileSystemFormatsDoNotKnowEachOther() {
        for (var format : formats()) {
            noClasses()
                    .that()
                    .resideInAPackage(format + "..")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("sower.filesystem.*..")
                                    .and(not(resideInAPackage(format + ".."))))
                    .because("one is added or thrown out without reading another")
                    .check(OURS);
        }
    }

    @Test
    void onlyTheDesktopUsesJavaFx() {
        only(
                List.of("desktop"),
                "the agent and the command line run where there is no display",
                "javafx..",
                "org.controlsfx..",
                "atlantafx..",
                "org.kordamp..");
    }

    @Test
    void onlyDiskUsesOshiAndJna() {
        only(
                List.of("disk"),
                "the operating system is asked in one place",
                "oshi..",
                "com.sun.jna..");
    }

    @Test
    void onlyTheCodecsUseBtCore() {
        only(
                BITTORRENT_LIBRARY,
                "the hot path is ours; bt-core knows bencoding, torrents and messages",
                "bt..");
    }

    @Test
    void onlyTheCommandLineUsesPicocli() {
        only(List.of("cli"), "use cases are called, not parsed", "picocli..");
    }

    @Test
    void onlyTheControlChannelAndEziosServiceUseGrpc() {
        only(List.of("control", "ezio"), "whoever decides does not know the wire", "io.grpc..");
    }

    @Test
    void nobodyInjects() {
        only(
                List.of(),
                "programs construct everything and pass it on",
                "com.google.inject..",
                "javax.inject..",
                "jakarta.inject..");
    }

    @Test
    void everyPackageIsNullMarked() {
        var unmarked =
                Stream.concat(
                                Stream.of(OURS.getPackage("sower")),
                                OURS.getPackage("sower").getSubpackagesInTree().stream())
                        .filter(each -> !each.getClasses().isEmpty())
                        .filter(each -> !each.isAnnotatedWith(NullMarked.class))
                        .map(JavaPackage::getName)
                        .toList();

        assertEquals(List.of(), unmarked);
    }

    private static void only(List<String> parts, String why, String... libraries) {
        noClasses()
                .that(not(resideInAnyPackage(packages(parts.toArray(String[]::new)))))
                .should()
                .dependOnClassesThat(resideInAnyPackage(libraries))
                .because(why)
                .check(OURS);
    }

    private static Set<String> formats() {
        return OURS.getPackage("sower.filesystem").getSubpackages().stream()
                .map(JavaPackage::getName)
                .collect(Collectors.toSet());
    }

    private static String[] packages(String... parts) {
        return Stream.of(parts).map(part -> "sower." + part + "..").toArray(String[]::new);
    }
}
