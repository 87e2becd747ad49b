package org.touchmark.scanner.scan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.touchmark.domain.answer.Answer;
import org.touchmark.domain.scan.Scan;
import org.touchmark.scanner.picture.CodeFinder;
import org.touchmark.scanner.picture.Finding;
import org.touchmark.scanner.picture.FoundCode;
import org.touchmark.scanner.picture.UnreadablePictureException;

/** Answers every code of a picture, and what others read off codes. */
public final class Scanner {

    private final CodeFinder finder;
    private final Authority authority;

    public Scanner(CodeFinder finder, Authority authority) {
        this.finder = finder;
        this.authority = authority;
    }

    /** Who is asked, for people. */
    public String authority() {
        return authority.name();
    }

    /** What is to be believed of a picture's codes; a picture that this program fails at does not end the others' scan. */
    public PictureAnswer scan(Path file) {
        Finding finding;
        try {
            finding = finder.find(file);
        } catch (UnreadablePictureException e) {
            return PictureAnswer.unreadable(file, String.valueOf(e.getMessage()));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return PictureAnswer.failed(file, file + ": " + Unforeseen.words(e));
        }
        if (finding.codes().isEmpty()) {
            String trouble = finding.complete()
                    ? ": no QR code found; take the picture closer, straighter or in better light"
                    : ": no QR code found, and the file is cut short: copy it again";
            return PictureAnswer.unreadable(file, file + trouble);
        }
        return PictureAnswer.of(file, answers(finding.codes()));
    }

    /** Prints of one text are one question. */
    private List<CodeAnswer> answers(List<FoundCode> codes) {
        Map<String, Outcome> known = new HashMap<>();
        List<CodeAnswer> answers = new ArrayList<>();
        for (FoundCode code : codes) {
            Scan scan = Scan.read(code.text());
            Outcome outcome = known.computeIfAbsent(code.text(), text -> outcome(scan));
            answers.add(new CodeAnswer(code, outcome, scan.repairs()));
        }
        return answers;
    }

    /** What is to be believed of a text that a hand scanner, or a person, read off a code. */
    public CodeAnswer read(String text) {
        Scan scan = Scan.read(text);
        return new CodeAnswer(FoundCode.typed(text), outcome(scan), scan.repairs());
    }

    private Outcome outcome(Scan scan) {
        if (scan instanceof Scan.Unit unit) {
            return Outcome.scanned(unit, authority.ask(unit.link()));
        }
        if (scan instanceof Scan.Other other) {
            return new Outcome.NotAUnit(Answer.other(other));
        }
        return scan instanceof Scan.Malformed malformed
                ? new Outcome.Malformed(Answer.malformed(malformed.fault()))
                : new Outcome.Foreign();
    }
}
