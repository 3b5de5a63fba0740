using System.Text;
using static Reconciler.Configuration.Tests.Given;

namespace Reconciler.Configuration.Tests.Formatting;

public sealed class ConfigurationFormatTests
{
    private const string Untidy = """
        # yaml-language-server: $schema=../reconciler.schema.json

        # Everything about London.
        kind:   Site      # where the shops are
        apiVersion: reconciler/v1
        metadata:
            labels: {region:   emea,   country: "uk"}


            # the site's name
            name: london
        spec:
          servers:
            # kept for a rollback
            retain: 1   # one is enough

            address: '/srv/{name}'
            # after the last one
          parent: headquarters
        # about the next document
        ---   # the shop
        metadata: { name: dp-lon-02 }
        spec: { default: true,
                # the shop's own disk
                address: /srv/packages }
        kind: DistributionServer
        apiVersion: reconciler/v1
        ---
        apiVersion: reconciler/v1
        kind: ServerGroup
        metadata: {name: stores}
        spec:
            selector:
                matchExpressions:
                - values: [store, depot]   # both
                  operator: In
                  # what it is
                  key: tier
                -   key: region
                    operator: Exists
            servers:
            # the first
            - dp-lon-02

            - "dp-lon-03"   # the second
            # not yet: dp-lon-04
        # the end

        """;

    [Fact]
    public async Task Format_UntidyDocuments_OrdersFieldsAndKeepsComments() => await Verify(Formatted(Untidy), extension: "yaml");

    [Fact]
    public void Format_ItsOwnResult_ChangesNothing() => Assert.Equal(Formatted(Untidy), Formatted(Formatted(Untidy)));

    [Theory]
    [InlineData("a: |\n    keep\n      this\n\n\nb: 1\n", "a: |\n  keep\n    this\n\nb: 1\n")]
    [InlineData("a:\n- |2\n    two more\n  base\n- >-\n   folded\n   text\n", "a:\n  - |2\n      two more\n    base\n  - >-\n    folded\n    text\n")]
    [InlineData("a: |+\n  keep\n\n\nb: 1\n", "a: |+\n  keep\n\n\nb: 1\n")]
    [InlineData("a: one\n   two\n\n   three   # c\nb: \"x\n  y\"\n", "a: one\n  two\n\n  three   # c\nb: \"x\n  y\"\n")]
    [InlineData("a:\nb: ~\nc: ''\n", "a:\nb: ~\nc: ''\n")]
    [InlineData("- a\n-   - b\n    - c\n-\n  d: 1\n", "- a\n-\n  - b\n  - c\n- d: 1\n")]
    [InlineData("{a: 1, b: [x,   y],c: {}}\n", "{ a: 1, b: [x, y], c: {} }\n")]
    [InlineData("a: 1\r\nb: 2", "a: 1\nb: 2\n")]
    [InlineData("# only a comment\n", "# only a comment\n")]
    [InlineData("a: 1\n...\n---\nb: 2\n", "a: 1\n---\nb: 2\n")]
    [InlineData("a: [1, # one\n  2]\n", "a:\n  - 1 # one\n  - 2\n")]
    [InlineData("a: # here\n  b: 1\nc:\n- # there\n  d: 1\n", "a: # here\n  b: 1\nc:\n  - # there\n    d: 1\n")]
    [InlineData("? a\n: b\n", "a: b\n")]
    [InlineData("a:\n  - x\n  -\n    # above: x\n    k: [1]\n", "a:\n  - x\n  -\n    # above: x\n    k: [1]\n")]
    [InlineData("a:\n    -\n\n# above: x\n\n       b: [\"x: # y\"\n         ]  # beside\n\n       c: []\n", "a:\n  -\n    # above: x\n\n    b: [\"x: # y\"]  # beside\n\n    c: []\n")]
    public void Format_Forms_GivesOneForm(string text, string expected) => Assert.Equal(expected, Formatted(text));

    [Fact]
    public void Format_FlowThatIsTooLong_BecomesABlock()
    {
        var labels = string.Join(", ", Enumerable.Range(0, 12).Select(i => $"label-{i}: value-{i}"));

        Assert.StartsWith("labels:\n  label-0: value-0\n  label-1:", Formatted($"labels: {{ {labels} }}\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a: [1\n")]
    [InlineData("a: &x 1\n")]
    [InlineData("a: 1\na: 2\n")]
    public void Format_WhatCannotBeRead_IsLeftAndSaysWhy(string text)
    {
        var file = ConfigurationFormat.Format(File("a.yaml", text));

        Assert.Null(file.Text);
        Assert.NotEmpty(file.Problems);
    }

    [Fact]
    public void Format_Directives_AreLeftAlone()
    {
        var file = ConfigurationFormat.Format(File("a.yaml", "%YAML 1.2\n---\na: 1\n"));

        Assert.Null(file.Text);
        Assert.Empty(file.Problems);
    }

    private static string Formatted(string text)
    {
        var file = ConfigurationFormat.Format(File("a.yaml", text));
        Assert.True(file.Text is not null, string.Join('\n', file.Problems));
        Assert.Equal(file.IsChanged, !Encoding.UTF8.GetBytes(text).SequenceEqual(Encoding.UTF8.GetBytes(file.Text!)));
        return file.Text!;
    }
}
