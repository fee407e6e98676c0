"""What was done and what came of it: drugs, interventions, outcomes, adverse effects."""
