using AttX.Evaluation;
using AttX.ModelFiles;
using AttX.Options;
using AttX.Reports.Audit;
using AttX.Reports.Page;
using AttX.Reports.Reading;
using AttX.Signals;
using AttX.Signals.Modalities;
using AttX.Signals.Preprocessing;

namespace AttX.Reports.Tests.Audit;

/// <summary>Simulates each way in which information about a test subject could reach the training.</summary>
public sealed class LeakageAuditTests : IDisposable
{
    private const string Row = "both-stages-1-2";
    private readonly ToySweep _sweep = new();

    public void Dispose() => _sweep.Dispose();

    [Fact]
    public void A_sound_sweep_holds()
    {
        IReadOnlyList<AuditFinding> findings = LeakageAudit.Of(_sweep.Read());
        Assert.Equal(8, findings.Count(f => f.Outcome == AuditOutcome.Holds));
        Assert.DoesNotContain(findings, f => f.Outcome == AuditOutcome.Fails);
        Assert.Contains("--normalise subject", Assert.Single(findings, f => f.Claim.StartsWith("Statistics", StringComparison.Ordinal)).Claim);
    }

    [Fact]
    public void Predictions_of_another_subject_fail()
    {
        _sweep.WriteFold(Row, 1, "S3", ToySweep.Windows((5, 5)), named: "S2");
        AssertFails("predictions are of its test subject", "the fold of S3 holds predictions of S2");
    }

    [Fact]
    public void A_model_that_was_trained_on_its_test_subject_fails()
    {
        _sweep.WriteFold(Row, 2, "S3", ToySweep.Windows((5, 5)), training: [new TrainingSubject("S2"), new TrainingSubject("S3")]);
        AssertFails("No test subject is among", "both-stages-1-2/seed-2/S3 was trained on S3");
    }

    [Fact]
    public void A_model_that_was_trained_on_its_test_recording_under_another_name_fails()
    {
        _sweep.WriteFold(Row, 2, "S3", ToySweep.Windows((5, 5)), training: [new TrainingSubject("S2", "sha-S3")]);
        AssertFails("No test subject is among", "seed-2/S3 was trained on S3");
    }

    [Theory]
    [InlineData(false, "No encoder was pretrained", AuditOutcome.Fails, "that of seed-1 knows S3")]
    [InlineData(true, "Encoders know test subjects", AuditOutcome.ByDesign, "Without their labels, S3:")]
    public void An_encoder_that_knows_a_test_subject_fails_unless_it_was_allowed(bool allowed, string claim, AuditOutcome outcome, string detail)
    {
        Assert.DoesNotContain(LeakageAudit.Of(_sweep.Read()), f => f.Claim.StartsWith(claim, StringComparison.Ordinal));
        _sweep.WriteRun(Row, 1, ToySweep.Options with { Init = new EncoderReference("e.attx", new string('a', 64)), PretrainedOnTested = allowed });
        _sweep.WriteFold(Row, 1, "S3", ToySweep.Windows((5, 5)), pretraining: [new TrainingSubject("P1", "sha-S3")]);
        AuditFinding finding = LeakageAudit.Of(_sweep.Read()).Single(f => f.Claim.StartsWith(claim, StringComparison.Ordinal));
        Assert.Equal(outcome, finding.Outcome);
        Assert.Contains(detail, finding.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void One_recording_under_two_names_fails()
    {
        _sweep.WriteRun(Row, 1, ToySweep.Options, subject => subject == "S4" ? "sha-S2" : "sha-" + subject);
        AssertFails("No recording stands under two names", "S2 and S4 are the same recording");
        AssertFails("All runs read the same recordings", "S4 is not the same recording in all runs");
    }

    [Fact]
    public void A_changed_copy_of_a_recording_fails()
    {
        const string claim = "No recording is a changed copy of another";
        Assert.Equal(AuditOutcome.NotCheckable, LeakageAudit.Of(_sweep.Read()).Single(f => f.Claim == claim).Outcome);
        string Sketch(int seed) => RecordingSketch.Of(new Recording("S", Device.Wrist,
            [new Channel(Modality.Eda, 4, [.. new Random(seed).GetItems([1.0, 2, 3, 4, 5, 6, 7], 1200)])], LabelTrack.None)).ToString();
        _sweep.WriteRun(Row, 1, ToySweep.Options, sketch: subject => Sketch(subject[^1]));
        Assert.Equal(AuditOutcome.Holds, LeakageAudit.Of(_sweep.Read()).Single(f => f.Claim == claim).Outcome);
        _sweep.WriteRun(Row, 1, ToySweep.Options, sketch: subject => Sketch(subject == "S4" ? 2 : 1));
        AssertFails(claim, "S2 and S3 share 100 % of their moments");
    }

    [Theory]
    [InlineData(25, "different labels")]
    [InlineData(2, "by other than the hop")]
    public void Windows_that_overlap_by_another_step_than_the_hop_fail(double start, string what)
    {
        Prediction[] windows = [.. ToySweep.Windows((5, 5))];
        int moved = start > 20 ? 5 : 1;
        windows[moved] = windows[moved] with { StartSeconds = start };
        _sweep.WriteFold(Row, 1, "S2", windows);
        AssertFails("No window reaches over a change of label", what);
    }

    [Fact]
    public void Rows_tested_on_other_windows_fail()
    {
        _sweep.WriteFold(Row, 1, "S2", ToySweep.Windows((5, 5)).Skip(1));
        AssertFails("Rows and seeds are tested on the same windows", "both-stages-1-2/seed-1/S2");
    }

    [Fact]
    public void A_network_that_stopped_early_fails()
    {
        _sweep.WriteFold(Row, 1, "S2", ToySweep.Windows((5, 4)), epochs: 1);
        AssertFails("No epoch was chosen", "both-stages-1-2/seed-1/S2 did not train the 2 epochs");
    }

    [Fact]
    public void Models_without_a_record_of_their_training_subjects_cannot_be_checked()
    {
        _sweep.WriteFold(Row, 1, "S2", ToySweep.Windows((5, 4)), saysTraining: false);
        AuditFinding finding = LeakageAudit.Of(_sweep.Read()).Single(f => f.Claim.StartsWith("No test subject is among", StringComparison.Ordinal));
        Assert.Equal(AuditOutcome.NotCheckable, finding.Outcome);
        Assert.StartsWith("1 of 12 models", finding.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_prediction_that_is_not_of_the_highest_probability_fails()
    {
        Prediction[] windows = [.. ToySweep.Windows((5, 4))];
        windows[2] = windows[2] with { Predicted = 1 };
        _sweep.WriteFold(Row, 1, "S2", windows);
        AssertFails("class of the highest probability", "window 3 of both-stages-1-2/seed-1/S2");
    }

    [Fact]
    public void A_claim_with_nothing_to_compare_does_not_hold()
    {
        string run = _sweep.Path(Row, 1);
        AuditFinding[] one = [.. LeakageAudit.Of(ReportData.Read(run)).Where(f => f.Detail.StartsWith("Nothing to compare", StringComparison.Ordinal))];
        Assert.Equal(["No recording is a changed copy of another", "All runs read the same recordings", "Rows and seeds are tested on the same windows"], one.Select(f => f.Claim));
        Assert.All(one, f => Assert.Equal(AuditOutcome.NotCheckable, f.Outcome));

        Directory.Delete(_sweep.Path(Row, 1, "folds"), recursive: true);
        Assert.Equal(["No recording stands under two names"], LeakageAudit.Of(ReportData.Read(run)).Where(f => f.Outcome == AuditOutcome.Holds).Select(f => f.Claim));
    }

    private void AssertFails(string claim, string detail)
    {
        IReadOnlyList<AuditFinding> findings = LeakageAudit.Of(_sweep.Read());
        AuditFinding finding = Assert.Single(findings, f => f.Claim.Contains(claim, StringComparison.Ordinal));
        Assert.Equal(AuditOutcome.Fails, finding.Outcome);
        Assert.Contains(detail, finding.Detail);
        string html = ReportPage.Write(_sweep.Read(), findings);
        Assert.Contains("<p class=\"banner failure\"><strong>Leakage audit failed.</strong>", html);
        Assert.Contains("FAILS", html);
    }
}
