"""進み具合 — divisions × stages, who is late, who touched what last."""
